// SPDX-License-Identifier: Apache-2.0
// A jar keeps no executable bits: the hooks of the new element get theirs back.
import java.nio.file.Files
import java.nio.file.Path

Path element = Path.of(request.outputDirectory, request.artifactId, 'src/main/element')
Files.walk(element).withCloseable { files ->
    files.filter { Files.isRegularFile(it) && it.parent.fileName.toString().endsWith('.d') }
            .filter { it.parent.fileName.toString() != 'environment.d' }
            .forEach { it.toFile().setExecutable(true, false) }
}
