// SPDX-License-Identifier: Apache-2.0
// A key pair for this one run; the pom gets the public half as a property.
import java.nio.file.Files
import java.nio.file.Path

Path key = basedir.toPath().resolve('target/operator')
Files.createDirectories(key.parent)
[key, key.resolveSibling('operator.pub')].each { Files.deleteIfExists(it) }
Process process = new ProcessBuilder('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'the operator', '-f', key.toString())
        .redirectErrorStream(true).start()
String output = process.inputStream.text
assert process.waitFor() == 0: "ssh-keygen failed: ${output}"
new File(basedir, 'test.properties').text = "operator.key=${key.resolveSibling('operator.pub').toFile().text.trim()}\n"
true
