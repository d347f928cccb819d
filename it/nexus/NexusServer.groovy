// SPDX-License-Identifier: Apache-2.0
import java.util.concurrent.TimeUnit

/**
 * A real Nexus Repository 3 for tests, on the loopback only, from its artifact in the local Maven repository. It ends with the JVM
 * that started it, however that ends.
 *
 * <pre>
 * target/nexus/
 *   nexus-base-template-VERSION/   the program
 *   data/                          what it keeps
 *   port                           where it listens
 *   pid                            the supervisor
 *   supervise                      its script
 *   log                            what it prints: all that is left when it has ended
 * </pre>
 */
class NexusServer {

    static final String VERSION = '3.71.0-06'

    final File folder
    final File repository

    NexusServer(File target, File repository) {
        this.folder = new File(target, 'nexus')
        this.repository = repository
    }

    /** Begins to start it, if it is not running. */
    void start() {
        if (supervisor().present) {
            return
        }
        folder.deleteDir()
        File data = new File(folder, 'data')
        ['etc', 'log', 'tmp'].each { new File(data, it).mkdirs() }
        File zip = new File(repository, "org/sonatype/nexus/assemblies/nexus-base-template/${VERSION}/nexus-base-template-${VERSION}.zip")
        int port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
        new File(data, 'etc/nexus.properties').text = """\
application-host=127.0.0.1
application-port=${port}
nexus.security.randompassword=false
nexus.datastore.enabled=true
"""
        new File(folder, 'port').text = port
        // The heap is 2.7 GiB by default. The supervisor unpacks Nexus, which takes its time, and ends it when this JVM ends.
        File script = new File(folder, 'supervise')
        script.text = '''\
#!/bin/bash
# supervise FOLDER ZIP PARENT
set -euo pipefail
folder=$1 zip=$2 parent=$3
nexus=
end() {
    if [ -n "$nexus" ]; then
        kill "$nexus" 2>/dev/null || true
        for _ in {1..60}; do
            kill -0 "$nexus" 2>/dev/null || break
            sleep 0.5
        done
        kill -KILL "$nexus" 2>/dev/null || true
        wait "$nexus" || true
    fi
    rm -rf "$folder"/{nexus-*,data,port,pid,supervise}
}
trap end EXIT
trap 'exit 0' TERM
unzip -q "$zip" -d "$folder"
# a daemon is what the script becomes, so that the signal reaches it
programs=("$folder"/nexus-*)
"${programs[0]}/bin/nexus" daemon &
nexus=$!
while kill -0 "$parent" 2>/dev/null && kill -0 "$nexus" 2>/dev/null; do
    sleep 1 &
    wait $! || true
done
'''
        def builder = new ProcessBuilder('setsid', 'bash', script.path, folder.path, zip.path, ProcessHandle.current().pid().toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder, 'log'))
                .redirectInput(new File('/dev/null'))
        builder.environment().putAll([
                JAVA_HOME: System.getProperty('java.home'), JAVA_MIN_MEM: '512m', JAVA_MAX_MEM: '1200m',
                DIRECT_MAX_MEM: '512m', KARAF_DATA: data.path])
        new File(folder, 'pid').text = builder.start().pid()
    }

    /** Waits until it answers. */
    void await(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)
        while (status() != 200) {
            assert supervisor().present: "Nexus ended:\n${tail()}"
            assert System.nanoTime() < end: "Nexus did not start in ${seconds} s:\n${tail()}"
            Thread.sleep(500)
        }
    }

    /** Ends it and waits for its end. */
    void stop() {
        supervisor().ifPresent {
            it.destroy()
            it.onExit().get(90, TimeUnit.SECONDS)
        }
    }

    String url() {
        "http://127.0.0.1:${new File(folder, 'port').text}"
    }

    /** A call of its REST API, as its administrator; the body of the answer. */
    String rest(String method, String path, String json = null) {
        def request = java.net.http.HttpRequest.newBuilder(URI.create("${url()}/service/rest/v1/${path}"))
                .header('Authorization', 'Basic ' + 'admin:admin123'.bytes.encodeBase64())
                .header('Content-Type', 'application/json')
                .method(method, json == null
                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                        : java.net.http.HttpRequest.BodyPublishers.ofString(json))
                .build()
        def answer = java.net.http.HttpClient.newHttpClient().send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
        assert answer.statusCode().intdiv(100) == 2: "${method} ${path}: ${answer.statusCode()} ${answer.body()}"
        answer.body()
    }

    /** What somebody without a name gets. */
    int statusFor(String path) {
        def connection = new URL("${url()}/${path}").openConnection()
        connection.connectTimeout = connection.readTimeout = 10000
        connection.responseCode
    }

    private int status() {
        try {
            statusFor('service/rest/v1/status')
        } catch (IOException ignored) {
            0
        }
    }

    private Optional<ProcessHandle> supervisor() {
        File pid = new File(folder, 'pid')
        if (!pid.file) {
            return Optional.empty()
        }
        // a pid of an earlier boot may be somebody else's by now
        ProcessHandle.of(pid.text as long).filter {
            it.alive && new File("/proc/${it.pid()}/cmdline").text.contains(folder.path)
        }
    }

    private String tail() {
        File log = new File(folder, 'log')
        log.file ? log.readLines().takeRight(30).join('\n') : ''
    }
}
