// SPDX-License-Identifier: Apache-2.0
// The image was built and booted. Another build of the same pom gives the same disks to the byte: that of another user, whose
// digests ./verify hands over, or else a second one in another folder, another time zone and with another umask.
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

Path first = basedir.toPath()
String ofOtherUser = System.getenv('DEBIAN_VM_SHA256')
if (ofOtherUser) {
    List<String> digests = ['raw', 'qcow2'].collect { first.resolve("target/debian-vm-1.0.${it}.sha256").toFile().text.trim() }
    assert digests == ofOtherUser.readLines(): 'another user, who built the same pom, got other disks'
    return true
}

Path second = first.resolveSibling('debian-vm-again')
second.toFile().deleteDir()
Files.createDirectories(second)
Files.copy(first.resolve('pom.xml'), second.resolve('pom.xml'))

Path home = Path.of(System.getProperty('maven.home'))
Path output = first.resolve('again.log')
def build = new ProcessBuilder('sh', '-c', 'umask 077; exec "$@"', 'again', home.resolve('bin/mvn').toString(),
        '--batch-mode', "-Dmaven.repo.local=${localRepositoryPath}", 'package')
        .directory(second.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
build.environment().put('TZ', 'Pacific/Kiritimati')
Process process = build.start()
assert process.waitFor(20, TimeUnit.MINUTES)
assert process.exitValue() == 0: "the second build failed:\n" + output.toFile().text

['debian-vm-1.0.raw', 'debian-vm-1.0.qcow2'].each { name ->
    Path a = first.resolve('target').resolve(name)
    Path b = second.resolve('target').resolve(name)
    long differs = Files.mismatch(a, b)
    assert differs == -1L: "${name} differs from byte ${differs} on"
    println "${name}: two builds, the same ${Files.size(a)} bytes"
}
second.toFile().deleteDir()
true
