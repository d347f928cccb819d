// SPDX-License-Identifier: Apache-2.0
// A company's way: deploys the plugin, elements and images to a real Nexus, and builds from there with repositories that are
// empty, on Maven 3.8, 3.9 and 4. Everything needs a password.
import groovy.json.JsonSlurper

String dib = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties.'dib.version'.text()
Class type = new GroovyClassLoader(getClass().classLoader).parseClass(new File(basedir, 'NexusServer.groovy'))
def nexus = type.newInstance(basedir.parentFile.parentFile, localRepositoryPath)

File home(String version) {
    File home = new File(basedir, "apache-maven-${version}")
    if (!home.directory) {
        File zip = new File(localRepositoryPath, "org/apache/maven/apache-maven/${version}/apache-maven-${version}-bin.zip")
        assert ['unzip', '-q', zip.path, '-d', basedir.path].execute().waitFor() == 0
    }
    home
}

/** Runs Maven with the settings of the company; what it printed. */
String maven(String title, File home, String repository, String folder, boolean succeeds, String... arguments) {
    File log = new File(basedir, "${title}.log")
    def command = ["${home}/bin/mvn", '--batch-mode', '--errors', '--settings', "${basedir}/settings.xml",
            "-Dsettings.security=${basedir}/settings-security.xml", "-Dmaven.repo.local=${basedir}/${repository}",
            "-Ddib.cacheDirectory=${basedir}/cache", *arguments]
    long start = System.currentTimeMillis()
    def builder = new ProcessBuilder(command.collect { it.toString() }).directory(new File(basedir, folder))
            .redirectErrorStream(true).redirectOutput(log).redirectInput(new File('/dev/null'))
    builder.environment().keySet().removeAll { it.startsWith('MAVEN_') || it == 'M2_HOME' }
    builder.environment().JAVA_HOME = System.getProperty('java.home')
    int status = builder.start().waitFor()
    println "${title}: ${(System.currentTimeMillis() - start).intdiv(1000)} s"
    assert (status == 0) == succeeds: "${title} ended with ${status}:\n${log.readLines().takeRight(60).join('\n')}"
    log.text
}

/** A copy of a project, with versions written in. */
void copy(String from, String to, Map<String, String> words) {
    File source = new File(basedir, from)
    source.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        File target = new File(basedir, "${to}/${source.toPath().relativize(file.toPath())}")
        target.parentFile.mkdirs()
        target.bytes = file.bytes
        if (file.name == 'pom.xml') {
            target.text = words.inject(file.text) { text, word -> text.replace("@${word.key}@", word.value) }
        }
        target.setExecutable(file.canExecute(), false)
    }
}

/** Everything of dib and of the company in a repository came from Nexus. */
void cameFromNexus(String repository) {
    List<String> seen = []
    new File(basedir, repository).eachFileRecurse(groovy.io.FileType.FILES) { file ->
        boolean ours = file.path.contains("/${repository}/dev/dib/") || file.path.contains("/${repository}/com/example/")
        if (ours && file.name == '_remote.repositories') {
            file.readLines().findAll { it.contains('>') }.each { line ->
                assert line.endsWith('>company='): "${file}: ${line}"
                seen << line
            }
        }
    }
    ['dib-maven-plugin-', 'greeting-', 'tiny-', 'pkg-map-', 'install-bin-', 'base-image-'].each { name ->
        assert seen.any { it.startsWith(name) }: "${repository} has no ${name}: ${seen}"
    }
    assert seen.any { it.startsWith('base-image-') && it.contains('.qcow2>') }
}

String motd() {
    ['tar', '--extract', '--to-stdout', "--file=${basedir}/consumer-of-company/target/consumer-1.0.tar", './etc/motd'].execute().text.trim()
}

Map<String, File> mavens = ['3.8': new File(System.getProperty('maven.home')), '3.9': home('3.9.16'), '4.0': home('4.0.0-rc-6')]
try {
    nexus.start()
    nexus.await(240)
    // nothing without a name; a group of our own repositories only, which does not ask anybody else
    nexus.rest('PUT', 'security/anonymous', '{"enabled":false,"userId":"anonymous","realmName":"NexusAuthorizingRealm"}')
    nexus.rest('PUT', 'repositories/maven/group/maven-public', '''{"name":"maven-public","online":true,
            "storage":{"blobStoreName":"default","strictContentTypeValidation":true},
            "group":{"memberNames":["maven-releases","maven-snapshots"]}}''')
    String password = 'not-a-secret {of} the test'
    nexus.rest('POST', 'security/users', groovy.json.JsonOutput.toJson([userId: 'builder', firstName: 'a', lastName: 'b',
            emailAddress: 'builder@example.com', password: password, status: 'active', roles: ['nx-admin']]))

    // an encrypted password (https://maven.apache.org/guides/mini/guide-encryption.html)
    File mvn = new File(mavens.'3.8', 'bin/mvn')
    File security = new File(basedir, 'settings-security.xml')
    def encrypt = { String option, String word ->
        def process = [mvn.path, '-B', "-Dsettings.security=${security}", option, word].execute()
        String text = process.text
        def found = text =~ /\{[^{}]+\}/
        assert found.find(): text
        found.group()
    }
    security.text = "<settingsSecurity><master>${encrypt('--encrypt-master-password', 'master')}</master></settingsSecurity>"
    File settings = new File(basedir, 'settings.xml')
    String template = settings.text.replace('${central}', "file://${localRepositoryPath}")
            .replace('${nexus}', nexus.url())
    String at = "-Dnexus=${nexus.url()}"

    // a wrong password is refused
    settings.text = template.replace('${password}', 'wrong')
    assert maven('refused', mavens.'3.8', 'repository-3.8', 'dib', false, 'package', at, "-Ddib.version=${dib}",
            "-Ddeveloper=${localRepositoryPath}").contains('401')
    settings.text = template.replace('${password}', encrypt('--encrypt-password', password))
    assert !settings.text.contains(password)

    maven('deploy-dib', mavens.'3.8', 'repository-3.8', 'dib', true, 'package', at, "-Ddib.version=${dib}",
            "-Ddeveloper=${localRepositoryPath}")
    copy('company', 'company-1.0', [version: '1.0', dib: dib])
    copy('company', 'company-snapshot', [version: '1.1-SNAPSHOT', dib: dib])
    copy('consumer', 'consumer-of-company', [dib: dib])
    copy('large', 'large-image', [dib: dib])

    maven('deploy-release', mavens.'3.8', 'repository-3.8', 'company-1.0', true, 'deploy', at)
    maven('deploy-snapshot', mavens.'3.9', 'repository-3.9', 'company-snapshot', true, 'deploy', at)
    assert nexus.statusFor('repository/maven-releases/com/example/company/greeting/1.0/greeting-1.0-element.zip') == 401

    mavens.each { name, home ->
        String repository = "empty-${name}"
        String log = maven("consume-${name}", home, repository, 'consumer-of-company', true, 'package')
        cameFromNexus(repository)
        assert motd() == 'hello'
        // the image was made from tiny; whoever takes the image does not get that
        assert log.contains('Elements: ')
        maven("consume-offline-${name}", home, repository, 'consumer-of-company', true, '--offline', 'package')
    }

    // a snapshot is refreshed when it is asked for, and not before
    String repository = 'empty-snapshot'
    maven('snapshot-first', mavens.'3.9', repository, 'consumer-of-company', true, 'package', '-Dcompany.version=1.1-SNAPSHOT')
    assert motd() == 'hello'
    File hook = new File(basedir, 'company-snapshot/greeting/src/main/element/install.d/50-greeting')
    hook.text = hook.text.replace(':-hello', ':-hello again')
    maven('deploy-snapshot-again', mavens.'3.9', 'repository-3.9', 'company-snapshot', true, 'deploy', at)
    maven('snapshot-kept', mavens.'3.9', repository, 'consumer-of-company', true, 'package', '-Dcompany.version=1.1-SNAPSHOT')
    assert motd() == 'hello'
    maven('snapshot-refreshed', mavens.'3.9', repository, 'consumer-of-company', true, '-U', 'package',
            '-Dcompany.version=1.1-SNAPSHOT')
    assert motd() == 'hello again'

    // what is larger than 2 GiB
    maven('deploy-large', mavens.'3.8', 'repository-3.8', 'large-image', true, 'deploy', '-Dmaven.install.skip', at)
    String sha256 = new File(basedir, 'large-image/target/large-1.0.raw.sha256').text.split(' ')[0]
    def found = new JsonSlurper().parseText(nexus.rest('GET',
            'search/assets?repository=maven-releases&maven.artifactId=large&maven.extension=raw'))
    assert found.items.size() == 1: found
    assert found.items[0].fileSize == 3L << 30
    assert found.items[0].checksum.sha256 == sha256
} finally {
    nexus.stop()
    new File(basedir, 'large-image').deleteDir()
    basedir.eachDirMatch(~/apache-maven-.*/) { it.deleteDir() }
}
true
