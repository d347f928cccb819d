// SPDX-License-Identifier: Apache-2.0

File hook = new File(basedir, 'motd/src/main/element/install.d/50-example')
assert hook.canExecute(): 'the hook of a new element is not executable'
assert new File(basedir, 'motd/.gitignore').file: '.gitignore was not generated'
assert new File(basedir, 'motd/src/main/element/README.md').text.startsWith('# motd'): 'the README does not bear the name'
def zip = new java.util.zip.ZipFile(new File(basedir, 'motd/target/motd-1.0-SNAPSHOT-element.zip'))
try {
    assert zip.getEntry('install.d/50-example') != null
    assert zip.getInputStream(zip.getEntry('META-INF/dib/element.properties')).text.contains('name=motd')
} finally {
    zip.close()
}
true
