// SPDX-License-Identifier: Apache-2.0
package dev.dib.image;

import dev.dib.element.Element;
import dev.dib.hook.HookMarks;
import dev.dib.hook.HookRunner;
import dev.dib.hook.HookTree;
import dev.dib.hook.Pause;
import dev.dib.hook.Phase;
import dev.dib.sandbox.Mounts;
import dev.dib.sandbox.Sandbox;
import dev.dib.sandbox.SandboxSpec;
import dev.dib.secret.SecretKeeper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.codehaus.plexus.util.FileUtils;

/**
 * Builds the root tree of an image, and from it the disk and the archive that its formats are made from. All work is done in
 * a sandbox of its own that ends with the build; what it makes appears by rename.
 */
public final class ImageBuild {

    private static final List<Step> STEPS = List.of(
            new PrepareScratch(),
            new WriteCredentials(),
            new RunHooks(Phase.ROOT),
            new PrepareTarget(),
            new MountTarget(false),
            new DecidePackages(),
            new RunHooks(Phase.EXTRA_DATA),
            new RunHooks(Phase.PRE_INSTALL),
            new RunHooks(Phase.INSTALL),
            new InstallPackages(),
            new RunHooks(Phase.POST_INSTALL),
            new RunHooks(Phase.POST_ROOT),
            new MountTarget(true),
            new RunHooks(Phase.BLOCK_DEVICE),
            new WriteFstab(),
            new RunHooks(Phase.PRE_FINALISE),
            new RunHooks(Phase.FINALISE),
            new FindVolumeTools(),
            new RunHooks(Phase.CLEANUP),
            new SealTree(),
            new WriteManifest(),
            new FindSecrets(),
            new ClampTimes(),
            new ArchiveTree(),
            new AssembleDisk(),
            new PublishImage());

    private final ImageSpec image;
    private final Path home;
    private final Clock clock;
    private final BuildListener listener;

    /**
     * @param home the home directory of the person who builds: {@code HOME} of hooks on the host
     */
    public ImageBuild(ImageSpec image, Path home, Clock clock, BuildListener listener) {
        this.image = image;
        this.home = home;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Builds.
     *
     * @return what it made
     * @throws dev.dib.hook.HookFailedException if a hook fails
     * @throws dev.dib.problem.ProblemException if something else is wrong that the user can mend
     */
    public BuiltImage run() throws IOException, InterruptedException {
        long start = clock.millis();
        inSandbox(build -> {
            run(STEPS, build);
            return build;
        });
        var built = new BuiltImage(image.directories().image());
        listener.buildFinished(built.directory(), Duration.ofMillis(clock.millis() - start));
        return built;
    }

    /**
     * Makes no image: runs the phases up to one of them, ends the life of the tree as a running system, and shows it to
     * somebody.
     *
     * @param last the last phase that runs
     * @return what is found out
     */
    public <T> T examine(Phase last, Examination<T> examination) throws IOException, InterruptedException {
        List<Step> steps = new ArrayList<>(STEPS.subList(0, STEPS.indexOf(new RunHooks(last)) + 1));
        steps.add(new SealTree());
        return inSandbox(build -> {
            run(steps, build);
            return examination.of(new BuiltTree(
                    build.sandbox(), build.mounts(), build.scratch().tree(), WriteManifest.packages(build)));
        });
    }

    private interface Work<T> {
        T of(Build build) throws IOException, InterruptedException;
    }

    private <T> T inSandbox(Work<T> work) throws IOException, InterruptedException {
        listener.buildStarted(image);
        HostNeeds.check(image);
        FileUtils.deleteDirectory(image.directories().kept().toFile());
        var tree = HookTree.of(image.elements());
        SandboxSpec world = world();
        try (Sandbox sandbox = Sandbox.open(world)) {
            var scratch = new Scratch(sandbox.scratch());
            var marks = new HookMarks(scratch.marker());
            var secrets = new SecretKeeper(image.secrets().of(image.environment(), words()));
            var runner = new HookRunner(
                    sandbox,
                    tree,
                    image.directories().logs(),
                    clock,
                    image.hooks().limit(),
                    listener,
                    secrets);
            var build = new Build(
                    image,
                    scratch,
                    sandbox,
                    new Mounts(sandbox),
                    runner.heardBy(marks),
                    marks,
                    secrets,
                    new Pause(
                            sandbox,
                            image.directories().breakPoint(),
                            image.hooks().breakPoints(),
                            listener),
                    HookEnvironment.of(image, scratch, secrets.secrets()),
                    home,
                    listener);
            return FullDisk.of(build, world).during(() -> work.of(build));
        }
    }

    private void run(List<Step> steps, Build build) throws IOException, InterruptedException {
        for (Step step : steps) {
            if (step.isNeeded(image)) {
                run(step, build);
            }
        }
    }

    /** Words that appear in the build anyway: a secret that is one of them cannot be hidden. */
    private List<String> words() {
        return Stream.concat(
                        Stream.of(image.name(), image.architecture()),
                        image.elements().stream().map(Element::name))
                .toList();
    }

    /** The sandbox to build in, with the root tree in memory if there is enough of it. */
    private SandboxSpec world() throws IOException {
        var scratch = new Scratch(
                image.directories().scratch().resolve(UUID.randomUUID().toString()));
        SandboxSpec spec = SandboxSpec.of(scratch.directory());
        if (image.offline()) {
            spec = spec.withoutNetwork();
        }
        if (!image.secrets().servers().isEmpty()) {
            spec = spec.withTmpfs(Path.of("credentials"), "1m");
        }
        OptionalLong size = TreeStorage.tmpfs(image.environment());
        if (size.isEmpty()) {
            listener.noticed("the root tree is on the disk, not in memory");
            return spec;
        }
        return spec.withTmpfs(scratch.build().getFileName(), Long.toString(size.getAsLong()));
    }

    private void run(Step step, Build build) throws IOException, InterruptedException {
        if (step.name().isEmpty()) {
            step.run(build);
            return;
        }
        long start = clock.millis();
        listener.stepStarted(step.name());
        step.run(build);
        listener.stepFinished(step.name(), Duration.ofMillis(clock.millis() - start));
    }
}
