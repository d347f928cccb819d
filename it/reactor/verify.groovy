// SPDX-License-Identifier: Apache-2.0
new File(localRepositoryPath, 'dev/dib/it/reactor').deleteDir()

String motd(String module) {
    def tar = new File(basedir, "${module}/target/${module}-1.0.tar")
    assert tar.file: "${tar} was not made"
    assert new File(basedir, "${module}/target/${module}-1.0.qcow2").file
    ['tar', '--extract', '--to-stdout', "--file=${tar}", './etc/motd'].execute().text.trim()
}

assert motd('one') == 'hello from one'
assert motd('two') == 'hello from two'

String log = new File(basedir, 'build.log').text
assert !log.contains('not marked @threadSafe') && !log.contains('not thread-safe'): 'a goal is not marked as thread-safe'
assert log =~ /dev.dib.it.reactor:(tiny|greeting):zip:element:1.0/: 'an image without its elements should fail, and name them'
true
