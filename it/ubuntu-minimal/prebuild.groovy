// SPDX-License-Identifier: Apache-2.0
// Makes the archive, and serves it on loopback until this JVM ends.
import com.sun.net.httpserver.HttpServer
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Executors

Path project = basedir.toPath()
Path archive = project.resolve('archive')
new File(basedir, 'cache').deleteDir()

Process make = new ProcessBuilder(project.resolve('make-archive').toString(), archive.toString()).redirectErrorStream(true).start()
make.outputStream.close()
String said = make.inputStream.text
assert make.waitFor() == 0: said

List<String> requests = Collections.synchronizedList([])
HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
server.createContext('/ubuntu/') { exchange ->
    String path = exchange.requestURI.path
    Path file = archive.resolve(path.substring('/ubuntu/'.length())).normalize()
    requests << path
    if (file.startsWith(archive) && Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(200, Files.size(file))
        Files.copy(file, exchange.responseBody)
    } else {
        exchange.sendResponseHeaders(404, -1)
    }
    exchange.close()
}
server.executor = Executors.newFixedThreadPool(4) { task -> new Thread(task).tap { daemon = true } }
server.start()
context.put('server', server)
context.put('requests', requests)

Files.createDirectories(project.resolve('.mvn'))
Files.writeString(project.resolve('.mvn/maven.config'), "-Darchive.url=http://127.0.0.1:${server.address.port}/ubuntu\n")
true
