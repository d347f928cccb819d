// SPDX-License-Identifier: Apache-2.0
File first = new File(basedir, 'target/element-pack-1.0-element.zip')
def listing = ['unzip', '-Z', first.path].execute().text
assert listing =~ /-rwxr-xr-x .* install.d\/50-example/: "the executable bit is lost:\n${listing}"
assert listing =~ /lrwxrwxrwx .* alias/: "the symbolic link is lost:\n${listing}"
true
