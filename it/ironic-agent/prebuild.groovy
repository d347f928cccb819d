// SPDX-License-Identifier: Apache-2.0
// The other side: CentOS's servers (it/rpm-fixture), OpenStack's sources, and the API of Ironic (it/ironic-fixture).
import java.nio.file.Files
import java.nio.file.Path

Path project = basedir.toPath()
project.resolve('cache').toFile().deleteDir()
evaluate(project.resolve('../../../rpm-fixture/serve.groovy').toFile())

Path folder = project.resolve('openstack')
folder.toFile().deleteDir()
Process build = new ProcessBuilder(project.resolve('../../../ironic-fixture/build').toString(), folder.toString())
        .redirectErrorStream(true).start()
build.outputStream.close()
String output = build.inputStream.text
assert build.waitFor() == 0: output
def server = context.get('server').class.getConstructor(Path, int).newInstance(folder, 0)
context.put('openstack', server)

// What is loopback here is this address to a machine in QEMU.
Files.writeString(project.resolve('.mvn/maven.config'),
        "-Dopenstack.url=${server.url()}\n-Dapi.url=${server.url().replace('127.0.0.1', '10.0.2.2')}\n",
        java.nio.file.StandardOpenOption.APPEND)
true
