// SPDX-License-Identifier: Apache-2.0
// For the pre-build scripts of integration tests: makes the fixture, starts its server in this JVM, and tells the project at
// basedir the URL. The server is context.server, for the script that verifies; it ends with this JVM.
import java.nio.file.Files
import java.nio.file.Path
import javax.tools.ToolProvider

Path project = basedir.toPath()
Path fixture = project.resolve('../../../rpm-fixture').toRealPath()

Process build = new ProcessBuilder(fixture.resolve('build').toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start()
build.outputStream.close()
String served = build.inputStream.text.trim()
assert build.waitFor() == 0: 'the fixture could not be made'

Path classes = Files.createDirectories(project.resolve('server'))
int compiled = ToolProvider.systemJavaCompiler.run(null, null, null, '-d', classes.toString(), fixture.resolve('FixtureServer.java').toString())
assert compiled == 0: 'the server of the fixture could not be compiled'
def loader = new URLClassLoader([classes.toUri().toURL()] as URL[], ClassLoader.platformClassLoader)
def server = loader.loadClass('FixtureServer').getConstructor(Path, int).newInstance(Path.of(served), 0)
context.put('server', server)
context.put('served', Path.of(served))

Files.createDirectories(project.resolve('.mvn'))
Files.writeString(project.resolve('.mvn/maven.config'), "-Dfixture.url=${server.url()}\n")
println "The fixture ${served} is served at ${server.url()}"
true
