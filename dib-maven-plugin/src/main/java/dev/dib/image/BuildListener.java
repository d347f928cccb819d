// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.format.request.PlannedFormat;
import dev.dib.hook.HookListener;
import java.nio.file.Path;
import java.time.Duration;

/** Hears what a build does. Phases of hooks are heard through {@link HookListener}. */
public interface BuildListener extends HookListener {

    /** The build begins. */
    default void buildStarted(ImageSpec image) {}

    /** Work that is no phase of hooks begins. */
    default void stepStarted(String name) {}

    default void stepFinished(String name, Duration elapsed) {}

    /** Something that a person should know although nothing is wrong. */
    default void noticed(String message) {}

    /** A file of some format is being made. Several are made at a time; each of these events comes alone. */
    default void formatStarted(PlannedFormat format) {}

    /** One more image file is finished. It takes its place when all are. */
    default void fileMade(ImageFile file, Duration elapsed) {}

    /** A command line is run, for those who want to see all. */
    default void commandRun(String commandLine) {}

    default void buildFinished(Path image, Duration elapsed) {}
}
