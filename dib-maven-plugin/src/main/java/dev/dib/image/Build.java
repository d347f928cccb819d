// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.hook.HookMarks;
import dev.dib.hook.HookRunner;
import dev.dib.hook.Pause;
import dev.dib.sandbox.Mounts;
import dev.dib.sandbox.Sandbox;
import dev.dib.secret.SecretKeeper;
import java.nio.file.Path;
import java.util.Map;

/**
 * A build that is under way: what its steps work with.
 *
 * @param marks tells which hook ran at a time
 * @param secrets what nobody is told
 * @param environment what every hook gets
 * @param home the home directory of the person who builds
 */
record Build(
        ImageSpec image,
        Scratch scratch,
        Sandbox sandbox,
        Mounts mounts,
        HookRunner hooks,
        HookMarks marks,
        SecretKeeper secrets,
        Pause pause,
        Map<String, String> environment,
        Path home,
        BuildListener listener) {}
