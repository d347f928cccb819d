// SPDX-License-Identifier: Apache-2.0
// Runs the commands that the README tells a new user to type, one after the other in one shell: the blocks of code that follow a
// comment <!-- it: NAME -->. So they cannot rot. On the Maven of this build and on 3.9.

String readme = new File(basedir, '../../../../README.md').canonicalFile.text

String block(String readme, String name) {
    def found = readme =~ /(?s)<!-- it: ${name} -->\n\n```[a-z]*\n(.*?)```/
    assert found.find(): "the README has no block '${name}'"
    found.group(1)
}

/** Unpacks a Maven of the local repository. */
File maven(String version) {
    File home = new File(basedir, "apache-maven-${version}")
    if (!home.directory) {
        File zip = new File(localRepositoryPath, "org/apache/maven/apache-maven/${version}/apache-maven-${version}-bin.zip")
        assert ['unzip', '-q', zip.path, '-d', basedir.path].execute().waitFor() == 0
    }
    home
}

/** Runs lines as somebody types them, with a Maven that is at home here. The elements that they install are removed. */
void type(String lines, File home, File folder, String title = 'tutorial') {
    folder.mkdirs()
    File script = new File(folder, "${title}.sh")
    script.text = """\
set -euo pipefail
mvn() {
    '${home}/bin/mvn' --batch-mode -Dmaven.repo.local='${localRepositoryPath}' \\
        -Ddib.cacheDirectory='${basedir.parentFile.parentFile}/cache' "\$@"
}
cd '${folder}'
${lines}"""
    File log = new File(folder, "${title}.log")
    long start = System.currentTimeMillis()
    def builder = new ProcessBuilder('bash', script.path).redirectErrorStream(true).redirectOutput(log)
    builder.environment().keySet().removeAll { it.startsWith('MAVEN_') || it == 'M2_HOME' }
    int status = builder.start().waitFor()
    new File(localRepositoryPath, 'com/example/motd').deleteDir()
    assert status == 0: "${title} fails with ${home.name}:\n${log.readLines().takeRight(60).join('\n')}"
    println "${title}, ${home.name}: ${(System.currentTimeMillis() - start).intdiv(1000)} s"
}

Map<String, File> mavens = [system: new File(System.getProperty('maven.home')), '3.9': maven('3.9.16')]
try {
    mavens.each { name, home ->
        // a whole image takes its time: once is enough
        List<String> blocks = ['generate', 'install', 'deploy'] + (name == 'system' ? ['image'] : [])
        File folder = new File(basedir, name)
        folder.deleteDir()
        type(blocks.collect { block(readme, it) }.join('\n'), home, folder)

        File element = new File(folder, 'motd')
        assert new File(element, 'target/dib/test/TEST-dib-test-motd.xml').text.contains('failures="0"')
        assert new File(folder, 'repository/com/example/motd/1.0-SNAPSHOT').list().any { it.endsWith('-element.zip') }
    }
    File target = new File(basedir, 'system/motd/it/target')
    assert new File(target, 'motd-it-1.0-SNAPSHOT.qcow2').length() > 1 << 20
    assert new File(target, 'motd-it-1.0-SNAPSHOT.qcow2.sha256').file
    // the hook of the new element was among them
    assert new File(target, 'dib/hooks/install.d/50-motd').canExecute()

    // the build cache sees that an element has changed: the archetype tells it where to look
    File cached = new File(basedir, '3.9/motd')
    new File(cached, '.mvn').mkdirs()
    new File(cached, '.mvn/extensions.xml').text = '''\
<extensions>
  <extension>
    <groupId>org.apache.maven.extensions</groupId>
    <artifactId>maven-build-cache-extension</artifactId>
    <version>1.3.0</version>
  </extension>
</extensions>
'''
    type('''\
cd motd
package() { mvn package -Dmaven.build.cache.location="$PWD/../build-cache"; echo "== packed"; }
package
package
echo "echo changed >>/etc/motd" >>src/main/element/install.d/50-motd
package
''', mavens.'3.9', cached.parentFile, 'build-cache')
    List<String> builds = new File(cached.parentFile, 'build-cache.log').text.split('== packed')
    assert builds[1].contains('Found cached build'): 'the cache does not work'
    assert !builds[2].contains('Found cached build'): 'the cache gives an old element for a new one'
    def zip = new java.util.zip.ZipFile(new File(cached, 'target/motd-1.0-SNAPSHOT-element.zip'))
    try {
        assert zip.getInputStream(zip.getEntry('install.d/50-motd')).text.contains('changed')
    } finally {
        zip.close()
    }

    // the machine at the beginning, as far as its elements and parameters go: debian-vm builds one like it
    File machine = new File(basedir, 'machine')
    machine.deleteDir()
    type("cat >pom.xml <<'EOF'\n${block(readme, 'machine')}EOF\nmvn process-resources\n", mavens.system, machine)
    assert new File(machine, 'target/dib/hooks/environment.d').list().size() > 0
} finally {
    basedir.eachDirMatch(~/apache-maven-.*/) { it.deleteDir() }
}
true
