// SPDX-License-Identifier: Apache-2.0
// Runs the commands that the README tells a new user to type: a block of code that follows a comment <!-- it: NAME -->. So they
// cannot rot. On the Maven of this build and on 3.9.
import java.nio.file.Files
import java.nio.file.Path

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

/** Runs lines of the README as somebody types them, with a Maven that is at home here. */
void type(String title, String lines, File home, File folder) {
    File script = new File(folder, "${title}.sh")
    script.text = """\
set -euo pipefail
mvn() { '${home}/bin/mvn' --batch-mode -Dmaven.repo.local='${localRepositoryPath}' "\$@"; }
cd '${folder}'
${lines}"""
    File log = new File(folder, "${title}.log")
    long start = System.currentTimeMillis()
    Process process = new ProcessBuilder('bash', script.path).redirectErrorStream(true).redirectOutput(log).start()
    int status = process.waitFor()
    assert status == 0: "the tutorial's ${title} fails with ${home.name}:\n${log.readLines().takeRight(60).join('\n')}"
    println "${home.name}: ${title} took ${(System.currentTimeMillis() - start).intdiv(1000)} s"
}

Map<String, File> mavens = [system: new File(System.getProperty('maven.home')), '3.9': maven('3.9.16')]
mavens.each { name, home ->
    File folder = new File(basedir, name)
    folder.mkdirs()
    type('generate', block(readme, 'generate'), home, folder)

    File element = new File(folder, 'motd')
    File hook = new File(element, 'src/main/element/install.d/50-motd')
    assert hook.canExecute(): 'the hook of a new element is not executable'
    assert hook.parentFile.parentFile.list().findAll { it.endsWith('.d') } == ['install.d']: 'it has phases that nobody wanted'
    assert new File(element, '.gitignore').text.contains('target/')
    assert new File(element, 'src/main/element/README.md').text.startsWith('# motd')

    type('install', 'cd motd\n' + block(readme, 'install'), home, folder)
    assert new File(element, 'target/dib/test/TEST-dib-test-motd.xml').text.contains('failures="0"')
    def zip = new java.util.zip.ZipFile(new File(element, 'target/motd-1.0-SNAPSHOT-element.zip'))
    try {
        assert zip.getInputStream(zip.getEntry('META-INF/dib/element.properties')).text.contains('name=motd')
    } finally {
        zip.close()
    }
    type('deploy', 'cd motd\n' + block(readme, 'deploy'), home, folder)
    assert new File(folder, 'repository/com/example/motd/1.0-SNAPSHOT').list().any { it.endsWith('-element.zip') }
}
// once is enough: a whole image takes its time
File folder = new File(basedir, 'system')
type('image', 'cd motd\n' + block(readme, 'image'), mavens.system, folder)
assert new File(folder, 'motd/it/target/motd-it-1.0-SNAPSHOT.qcow2').length() > 1 << 20

// other phases, and what is none
File other = new File(basedir, 'other')
other.mkdirs()
String generate = block(readme, 'generate')
type('phases', generate.replace('-Dphases=install', '-Dphases=finalise,pre-install.d'), mavens.system, other)
assert new File(other, 'motd/src/main/element').list().findAll { it.endsWith('.d') }.sort() == ['finalise.d', 'pre-install.d']
type('lint', 'cd motd\nmvn verify -DskipTests\n', mavens.system, other)
type('refusal', generate.replace('-Dphases=install', '-Dphases=instal').replace('motd', 'wrong')
        .trim() + ' && exit 1 || true\n', mavens.system, other)
assert new File(other, 'refusal.log').text.contains("phases: there is no phase 'instal'")
assert !new File(other, 'wrong').exists()
true
