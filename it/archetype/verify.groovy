// SPDX-License-Identifier: Apache-2.0

/** The phases for which an element has hooks; all of them can be executed. */
List<String> phases(String name) {
    File element = new File(basedir, "${name}/src/main/element")
    element.listFiles().findAll { it.name.endsWith('.d') }.each { phase ->
        File hook = new File(phase, "50-${name}")
        assert phase.list() == [hook.name]
        assert hook.canExecute(): "${hook} is not executable"
    }.collect { it.name }.sort()
}

assert phases('motd') == ['install.d']
assert phases('late') == ['finalise.d', 'pre-install.d']
assert phases('every').size() == 10
['motd', 'late', 'every'].each { name ->
    assert new File(basedir, "${name}/.gitignore").text.readLines().contains('target/')
    assert new File(basedir, "${name}/src/main/element/README.md").text.startsWith("# ${name}"): 'the README does not bear the name'
    // an image for the test, of the same base
    def pom = new groovy.xml.XmlSlurper().parse(new File(basedir, "${name}/it/pom.xml"))
    assert pom.packaging == 'disk-image'
    assert pom.dependencies.dependency*.artifactId*.text().contains(name)
    def zip = new java.util.zip.ZipFile(new File(basedir, "${name}/target/${name}-1.0-SNAPSHOT-element.zip"))
    try {
        phases(name).each { assert zip.getEntry("${it}/50-${name}") != null }
        assert zip.getInputStream(zip.getEntry('META-INF/dib/element.properties')).text.contains("name=${name}")
    } finally {
        zip.close()
    }
}
['motd', 'late'].each { name ->
    def report = new groovy.xml.XmlSlurper().parse(new File(basedir, "${name}/target/dib/test/TEST-dib-test-${name}.xml"))
    assert report.@tests.toInteger() >= 1
    assert report.@failures.toInteger() + report.@errors.toInteger() == 0
}

String log = new File(basedir, 'build.log').text
assert log.contains("phases: there is no phase 'instal'; use some of root,"): 'a phase that is none should be refused'
assert !new File(basedir, 'refused').exists(): 'an element that was refused is there'
true
