// SPDX-License-Identifier: Apache-2.0
File first = new File(basedir, 'target/element-pack-1.0-element.zip')
File second = new File(basedir, 'again/element-pack-1.0-element.zip')
def listing = ['unzip', '-Z', first.path].execute().text
assert listing =~ /-rwxr-xr-x .* install.d\/50-example/: "the executable bit is lost:\n${listing}"
assert listing =~ /lrwxrwxrwx .* alias/: "the symbolic link is lost:\n${listing}"
assert first.bytes == second.bytes: 'two builds gave different zips'

String help = new File(basedir, 'build.log').text
assert help.contains('dib:element')
assert help =~ /elementDirectory \(Default: .*src\/main\/element\)\s+The folder of the element/
assert help =~ /User property: dib.elementDirectory/
true
