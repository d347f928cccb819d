// SPDX-License-Identifier: Apache-2.0
// A company's way: deploys plugin, archetype, elements and images to a real Nexus, and builds from there with repositories that are
// empty, on Maven 3.8, 3.9 and 4. Everything needs a password. Settings and distributionManagement are those of the README.
//
//   mavens/    further versions of Maven, removed at the end
//   work/      projects, settings and local repositories, removed at the end of a run that succeeds
//   *.log      what each run of Maven printed
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

/** Runs Maven with the settings of the company in a folder below work/; what it printed. */
String maven(String title, File home, String repository, String folder, boolean succeeds, String... arguments) {
    File work = new File(basedir, 'work')
    File log = new File(basedir, "${title}.log")
    def command = ["${home}/bin/mvn", '--batch-mode', '--errors', '--no-transfer-progress', '--settings',
            "${work}/settings.xml", "-Dsettings.security=${work}/settings-security.xml",
            "-Dmaven.repo.local=${work}/${repository}", "-Ddib.cacheDirectory=${work}/cache", *arguments]
    long start = System.currentTimeMillis()
    def builder = new ProcessBuilder(command.collect { it.toString() }).directory(new File(work, folder))
            .redirectErrorStream(true).redirectOutput(log).redirectInput(new File('/dev/null'))
    builder.environment().keySet().removeAll { it.startsWith('MAVEN_') || it == 'M2_HOME' }
    // whatever is built, deployed or resolved has to do with this heap; the compiler is worth its time for checksums of gigabytes only
    builder.environment().MAVEN_OPTS = '-Xmx128m' + (folder == 'large' ? '' : ' -XX:TieredStopAtLevel=1')
    builder.environment().JAVA_HOME = System.getProperty('java.home')
    int status = builder.start().waitFor()
    println "${title}: ${(System.currentTimeMillis() - start).intdiv(1000)} s"
    assert (status == 0) == succeeds: "${title} ended with ${status}:\n${
            log.readLines().findAll { !(it =~ /^\s+at /) }.takeRight(60).join('\n')}"
    log.text
}

/** A copy of a project below work/, with words written in. */
void copy(String from, String to, Map<String, String> words) {
    File source = new File(basedir, from)
    source.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        File target = new File(basedir, "work/${to}/${source.toPath().relativize(file.toPath())}")
        target.parentFile.mkdirs()
        target.bytes = file.bytes
        if (file.name == 'pom.xml') {
            target.text = words.inject(file.text) { text, word -> text.replace("@${word.key}@", word.value) }
        }
        target.setExecutable(file.canExecute(), false)
    }
}

/** Executions that deploy artifacts of a local repository: of what is GROUP:NAME its pom alone, or with a file of an ending. */
String executions(File repository, String version, Map<String, String> artifacts) {
    artifacts.collect { name, ending ->
        def (String group, String artifact) = name.split(':')
        String stem = "${repository}/${group.replace('.', '/')}/${artifact}/${version}/${artifact}-${version}"
        String file = ending == 'jar' ? "<file>${stem}.jar</file><packaging>jar</packaging>" : "<file>${stem}.pom</file><packaging>pom</packaging>"
        String element = ending == 'element' ? "<files>${stem}-element.zip</files><classifiers>element</classifiers><types>zip</types>" : ''
        """
          <execution>
            <id>${artifact}</id>
            <phase>package</phase>
            <goals>
              <goal>deploy-file</goal>
            </goals>
            <configuration>
              <pomFile>${stem}.pom</pomFile>
              ${file}${element}
            </configuration>
          </execution>"""
    }.join('')
}

/** Everything of dib and of the company in a repository came from Nexus. */
void cameFromNexus(String repository) {
    List<String> seen = []
    new File(basedir, "work/${repository}").eachFileRecurse(groovy.io.FileType.FILES) { file ->
        boolean ours = file.path.contains("/${repository}/dev/dib/") || file.path.contains("/${repository}/com/example/")
        if (ours && file.name == '_remote.repositories') {
            file.readLines().findAll { it.contains('>') }.each { line ->
                assert line.endsWith('>company='): "${file}: ${line}"
                seen << line
            }
        }
    }
    ['dib-maven-plugin-', 'greeting-', 'tiny-', 'pkg-map-', 'install-bin-', 'image-base-', 'base-image-'].each { name ->
        assert seen.any { it.startsWith(name) }: "${repository} has no ${name}: ${seen}"
    }
    assert seen.any { it.startsWith('base-image-') && it.contains('.qcow2>') }
}

String content(String module, String file) {
    File archive = new File(basedir, "work/consumer/${module}/target/${module}-1.0.tar")
    ['tar', '--extract', '--to-stdout', "--file=${archive}", "./${file}"]*.toString().execute().text.trim()
}

File work = new File(basedir, 'work')
work.deleteDir()
Map<String, File> mavens = [system: new File(System.getProperty('maven.home')),
        '3.9': new File(basedir, 'mavens/apache-maven-3.9.16'), '4.0': new File(basedir, 'mavens/apache-maven-4.0.0-rc-6')]
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
    work.mkdirs()
    File security = new File(work, 'settings-security.xml')
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
    def settings = { String word -> new File(work, 'settings.xml').text = template.replaceFirst('<password>.*</password>',
            java.util.regex.Matcher.quoteReplacement("<password>${word}</password>")) }
    String distribution = block(readme, 'distribution').replace('https://nexus.example.com', nexus.url())

    copy('dib', 'dib', [nexus: nexus.url(), executions: executions(localRepositoryPath, dib, [
            'dev.dib:dib-parent': 'pom', 'dev.dib:dib-maven-plugin': 'jar', 'dev.dib:dib-element-archetype': 'jar',
            'dev.dib:dib-elements-bom': 'pom', 'dev.dib.elements:elements': 'pom'] +
            ['debian-minimal', 'debootstrap', 'dpkg', 'image-base', 'install-bin', 'manifests', 'modprobe', 'package-installs',
             'pkg-map', 'sysprep'].collectEntries { ["dev.dib.elements:${it}".toString(), 'element'] })])
    copy('company', 'company-1.0', [version: '1.0', dib: dib, distribution: distribution])
    copy('company', 'company-snapshot', [version: '1.1-SNAPSHOT', dib: dib, distribution: distribution])
    copy('large', 'large', [dib: dib, distribution: distribution])

    // a wrong password is refused, the right one is not
    settings('wrong')
    assert maven('refused', mavens.system, 'repository', 'dib', false, 'package').contains('401')
    settings(password)
    maven('deploy-dib', mavens.system, 'repository', 'dib', true, 'package')
    settings(encrypt('--encrypt-password', password))
    assert !new File(work, 'settings.xml').text.contains(password)

    maven('deploy-release', mavens.system, 'repository', 'company-1.0', true, 'deploy')
    maven('deploy-snapshot', mavens.'3.9', 'repository-3.9', 'company-snapshot', true, 'deploy')
    assert nexus.statusFor('repository/maven-releases/com/example/company/greeting/1.0/greeting-1.0-element.zip') == 401

    mavens.each { name, home ->
        String repository = "empty-${name}"
        new File(work, 'consumer').deleteDir()
        copy('consumer', 'consumer', [dib: dib])
        maven("consume-${name}", home, repository, 'consumer', true, 'package')
        cameFromNexus(repository)
        assert content('with-element', 'etc/motd') == 'hello'
        assert content('from-image', 'etc/issue') == 'the base says hello'
        maven("consume-offline-${name}", home, repository, 'consumer', true, '--offline', 'process-resources')
    }

    // a snapshot is refreshed when it is asked for, and not before
    String repository = 'empty-3.9'
    String[] snapshot = ['package', '--projects', 'with-element', '-Dcompany.version=1.1-SNAPSHOT']
    maven('snapshot-first', mavens.'3.9', repository, 'consumer', true, snapshot)
    assert content('with-element', 'etc/motd') == 'hello'
    File hook = new File(work, 'company-snapshot/greeting/src/main/element/install.d/50-greeting')
    hook.text = hook.text.replace(':-hello', ':-hello again')
    maven('deploy-snapshot-again', mavens.'4.0', 'empty-4.0', 'company-snapshot', true, 'deploy', '--projects', 'greeting')
    maven('snapshot-kept', mavens.'3.9', repository, 'consumer', true, snapshot)
    assert content('with-element', 'etc/motd') == 'hello'
    maven('snapshot-refreshed', mavens.'3.9', repository, 'consumer', true, '-U', *snapshot)
    assert content('with-element', 'etc/motd') == 'hello again'

    // a new element, made and packed with what is in Nexus
    maven('generate', mavens.'3.9', repository, '.', true, 'org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate',
            '-DarchetypeCatalog=local', '-DarchetypeGroupId=dev.dib', '-DarchetypeArtifactId=dib-element-archetype',
            "-DarchetypeVersion=${dib}", '-DgroupId=com.example', '-DartifactId=motd', '-DinteractiveMode=false')
    maven('deploy-generated', mavens.'3.9', repository, 'motd', true, 'deploy', '-DskipTests',
            "-DaltDeploymentRepository=company::${nexus.url()}/repository/maven-snapshots/")

    // what is larger than 2 GiB
    maven('deploy-large', mavens.system, 'repository', 'large', true, 'deploy', '-Dmaven.install.skip')
    String sha256 = new File(work, 'large/target/large-1.0.raw.sha256').text.split(' ')[0]
    def found = new JsonSlurper().parseText(nexus.rest('GET',
            'search/assets?repository=maven-releases&maven.artifactId=large&maven.extension=raw'))
    assert found.items.size() == 1: found
    assert found.items[0].fileSize == 3L << 30
    assert found.items[0].checksum.sha256 == sha256
    work.deleteDir()
} finally {
    nexus.stop()
    new File(work, 'large').deleteDir()
    new File(basedir, 'mavens').deleteDir()
}
true
