// SPDX-License-Identifier: Apache-2.0
// A new element has the phases that were asked for, and no others. A jar keeps no executable bits: hooks get theirs back.
import java.nio.file.Files
import java.nio.file.Path

List<String> known = ['root', 'extra-data', 'pre-install', 'install', 'post-install', 'post-root', 'block-device',
        'pre-finalise', 'finalise', 'cleanup']
List<String> families = ['any', 'debian', 'redhat']
Path project = Path.of(request.outputDirectory, request.artifactId)
Path element = project.resolve('src/main/element')

List<String> problems = []
Set<String> wanted = request.properties.getProperty('phases').split('[,\\s]+').findAll { it } as Set
wanted = wanted.collect { it.endsWith('.d') ? it[0..-3] : it } as Set
if (wanted.empty) {
    problems << 'phases: names none'
}
(wanted - known).each { problems << "phases: there is no phase '${it}'; use some of ${known.join(',')}" }
String family = request.properties.getProperty('family')
if (!families.contains(family)) {
    problems << "family: '${family}' is none of ${families.join(', ')}"
}
if (!(request.artifactId ==~ /[A-Za-z0-9][A-Za-z0-9_-]*/)) {
    problems << "artifactId: '${request.artifactId}' is no name of an element; use letters, digits, - and _"
}
if (problems) {
    project.toFile().deleteDir()
    throw new IllegalArgumentException(problems.join('\n'))
}

(known - wanted).each { element.resolve("${it}.d").toFile().deleteDir() }
Files.walk(element).withCloseable { files ->
    files.filter { Files.isRegularFile(it) && it.parent.fileName.toString().endsWith('.d') }
            .filter { it.parent.fileName.toString() != 'environment.d' }
            .forEach { it.toFile().setExecutable(true, false) }
}
