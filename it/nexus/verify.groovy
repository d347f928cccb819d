// SPDX-License-Identifier: Apache-2.0
// A company's way: deploys the plugin, elements and images to a real Nexus, and builds from there with repositories that are
// empty, on Maven 3.8, 3.9 and 4. Everything needs a password. Settings and distributionManagement are those of the README.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

String dib = new groovy.xml.XmlSlurper().parse(new File(basedir, 'pom.xml')).properties.'dib.version'.text()
Class type = new GroovyClassLoader(getClass().classLoader).parseClass(new File(basedir, 'NexusServer.groovy'))
def nexus = type.newInstance(basedir.parentFile.parentFile, localRepositoryPath)
String readme = new File(basedir, '../../../../README.md').canonicalFile.text

String block(String readme, String name) {
    def found = readme =~ /(?s)<!-- it: ${name} -->\n\n```[a-z]*\n(.*?)```/
    assert found.find(): "the README has no block '${name}'"
    found.group(1)
}

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
    def command = ["${home}/bin/mvn", '--batch-mode', '--errors', '--no-transfer-progress', '--settings',
            "${basedir}/settings.xml", "-Dsettings.security=${basedir}/settings-security.xml",
            "-Dmaven.repo.local=${basedir}/${repository}", "-Ddib.cacheDirectory=${basedir}/cache", *arguments]
    long start = System.currentTimeMillis()
    def builder = new ProcessBuilder(command.collect { it.toString() }).directory(new File(basedir, folder))
            .redirectErrorStream(true).redirectOutput(log).redirectInput(new File('/dev/null'))
    builder.environment().keySet().removeAll { it.startsWith('MAVEN_') || it == 'M2_HOME' }
    // whatever is built, deployed or resolved has to do with this
    builder.environment().MAVEN_OPTS = '-Xmx128m -XX:TieredStopAtLevel=1'
    builder.environment().JAVA_HOME = System.getProperty('java.home')
    int status = builder.start().waitFor()
    println "${title}: ${(System.currentTimeMillis() - start).intdiv(1000)} s"
    assert (status == 0) == succeeds: "${title} ended with ${status}:\n${log.readLines().takeRight(60).join('\n')}"
    log.text
}

/** A copy of a project, with words written in. */
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

Map<String, File> mavens = [system: new File(System.getProperty('maven.home')), '3.9': home('3.9.16'), '4.0': home('4.0.0-rc-6')]
try {
    nexus.start()
    nexus.await(600)
    // nothing without a name; a group of our own repositories only, which does not ask anybody else
    nexus.rest('PUT', 'security/anonymous', '{"enabled":false,"userId":"anonymous","realmName":"NexusAuthorizingRealm"}')
    nexus.rest('PUT', 'repositories/maven/group/maven-public', '''{"name":"maven-public","online":true,
            "storage":{"blobStoreName":"default","strictContentTypeValidation":true},
            "group":{"memberNames":["maven-releases","maven-snapshots"]}}''')
    String password = 'no secret of the test'
    nexus.rest('POST', 'security/users', JsonOutput.toJson([userId: 'builder', firstName: 'a', lastName: 'b',
            emailAddress: 'builder@example.com', password: password, status: 'active', roles: ['nx-admin']]))

    // an encrypted password (https://maven.apache.org/guides/mini/guide-encryption.html)
    File mvn = new File(mavens.system, 'bin/mvn')
    File security = new File(basedir, 'settings-security.xml')
    def encrypt = { String option, String word ->
        def process = [mvn.path, '-B', "-Dsettings.security=${security}", option, word].execute()
        String text = process.text
        def found = text =~ /\{[^{}]+\}/
        assert found.find(): text
        found.group()
    }
    security.text = "<settingsSecurity><master>${encrypt('--encrypt-master-password', 'master')}</master></settingsSecurity>"

    // plugins of others come from the repository of this build, as if it were the central one
    String central = """\
        <repository>
          <id>central</id>
          <url>file://${localRepositoryPath}</url>
          <releases><checksumPolicy>ignore</checksumPolicy></releases>
          <snapshots><enabled>false</enabled></snapshots>
        </repository>
"""
    String template = block(readme, 'settings').replace('https://nexus.example.com', nexus.url())
            .replace('<mirrorOf>*</mirrorOf>', '<mirrorOf>*,!central</mirrorOf>')
            .replace('      </repositories>\n', "${central}      </repositories>\n")
            .replace('      </pluginRepositories>\n', "${central.replace('repository>', 'pluginRepository>')}      </pluginRepositories>\n")
    def settings = { String word -> new File(basedir, 'settings.xml').text = template.replaceFirst('<password>.*</password>',
            java.util.regex.Matcher.quoteReplacement("<password>${word}</password>")) }
    String distribution = block(readme, 'distribution').replace('https://nexus.example.com', nexus.url())

    // a wrong password is refused, the right one is not
    String[] deployDib = ['package', "-Dnexus=${nexus.url()}", "-Ddib.version=${dib}", "-Ddeveloper=${localRepositoryPath}"]
    settings('wrong')
    assert maven('refused', mavens.system, 'repository', 'dib', false, deployDib).contains('401')
    settings(password)
    maven('deploy-dib', mavens.system, 'repository', 'dib', true, deployDib)
    settings(encrypt('--encrypt-password', password))
    assert !new File(basedir, 'settings.xml').text.contains(password)

    copy('company', 'company-1.0', [version: '1.0', dib: dib, distribution: distribution])
    copy('company', 'company-snapshot', [version: '1.1-SNAPSHOT', dib: dib, distribution: distribution])
    copy('consumer', 'consumer-of-company', [dib: dib])
    copy('large', 'large-image', [dib: dib, distribution: distribution])
    maven('deploy-release', mavens.system, 'repository', 'company-1.0', true, 'deploy')
    maven('deploy-snapshot', mavens.'3.9', 'repository-3.9', 'company-snapshot', true, 'deploy')
    assert nexus.statusFor('repository/maven-releases/com/example/company/greeting/1.0/greeting-1.0-element.zip') == 401

    mavens.each { name, home ->
        String repository = "empty-${name}"
        maven("consume-${name}", home, repository, 'consumer-of-company', true, 'package')
        cameFromNexus(repository)
        assert motd() == 'hello'
        maven("consume-offline-${name}", home, repository, 'consumer-of-company', true, '--offline', 'process-resources')
    }

    // a snapshot is refreshed when it is asked for, and not before
    String repository = 'empty-3.9'
    String[] snapshot = ['package', '-Dcompany.version=1.1-SNAPSHOT']
    maven('snapshot-first', mavens.'3.9', repository, 'consumer-of-company', true, snapshot)
    assert motd() == 'hello'
    File hook = new File(basedir, 'company-snapshot/greeting/src/main/element/install.d/50-greeting')
    hook.text = hook.text.replace(':-hello', ':-hello again')
    maven('deploy-snapshot-again', mavens.'3.9', 'repository-3.9', 'company-snapshot', true, 'deploy', '--projects', 'greeting')
    maven('snapshot-kept', mavens.'3.9', repository, 'consumer-of-company', true, snapshot)
    assert motd() == 'hello'
    maven('snapshot-refreshed', mavens.'3.9', repository, 'consumer-of-company', true, '-U', *snapshot)
    assert motd() == 'hello again'

    // what is larger than 2 GiB
    maven('deploy-large', mavens.system, 'repository', 'large-image', true, 'deploy', '-Dmaven.install.skip')
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
