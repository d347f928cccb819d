// SPDX-License-Identifier: Apache-2.0
// What the source repositories of the elements are fetched from: a git repository with a tag, an archive, a file.
String script = '''
set -eu
mkdir -p target/fixtures/work
cd target/fixtures
rm -rf widget.git
git init --quiet --initial-branch=master widget.git
cd widget.git
git config user.name field
git config user.email field@example.com
echo 'one' >widget.txt
git add widget.txt
git commit --quiet --message=one
git tag v1.0
echo 'two' >widget.txt
git commit --quiet --all --message=two
cd ..
mkdir -p work/data-1.2/deep
echo 'data' >work/data-1.2/deep/data.txt
tar -C work -czf data.tar.gz data-1.2
echo 'Welcome to the field' >motd
'''
Process process = new ProcessBuilder('bash', '-c', script).directory(basedir).redirectErrorStream(true).start()
String output = process.inputStream.text
assert process.waitFor() == 0: output
true
