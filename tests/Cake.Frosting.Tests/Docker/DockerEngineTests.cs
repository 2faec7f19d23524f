using System.Diagnostics;
using Cake.Core;
using Cake.Docker;

namespace Cake.Frosting.Tests.Docker;

/// <summary>A real engine, of the test's own: private socket and data, no rule in the machine's network.</summary>
public sealed class DockerEngineTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_container_is_built_run_asked_paused_limited_killed_and_removed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A Docker engine needs Linux and root.");
        Assert.SkipUnless(Find("dockerd") is not null && Find("docker") is not null && Find("ldd") is not null, "dockerd, docker or ldd is not installed here.");
        var folder = Directory.CreateTempSubdirectory("lighthouse-docker-").FullName;
        using var engine = Start(folder);
        try
        {
            var context = DockerContext.Make();
            await AnswersAsync(context, engine, folder);
            Use(context, folder);
        }
        finally
        {
            await StopAsync(engine, folder);
        }
    }

    private static void Use(ICakeContext context, string folder)
    {
        var source = Path.Combine(folder, "image");
        foreach (var program in new[] { Find("sleep")!, Find("printenv")! })
            Copy(source, program);
        File.WriteAllText(Path.Combine(source, "Dockerfile"), $"FROM scratch\nCOPY root/ /\nENTRYPOINT [\"{Find("sleep")}\"]\n");
        context.DockerBuild(On(folder, new DockerImageBuildSettings { Tag = ["kept"], Quiet = true }), source);
        context.DockerSave(On(folder, new DockerImageSaveSettings { Output = Path.Combine(folder, "kept.tar") }), "kept");
        Assert.True(new FileInfo(Path.Combine(folder, "kept.tar")).Length > 100_000);

        var id = context.DockerRun(On(folder, new DockerContainerRunSettings { Detach = true, Network = "none", Env = ["GREETING=good day"] }), "kept", "600")!;
        Assert.Equal(["good day"], context.DockerExecWithResult(On(folder, new DockerContainerExecSettings()), id, Find("printenv")!, "GREETING"));
        Assert.StartsWith(context.DockerPs(On(folder, new DockerContainerPsSettings { Quiet = true })), id, StringComparison.Ordinal);
        Pause(context, folder, id);
        context.DockerUpdate(On(folder, new DockerContainerUpdateSettings { PidsLimit = 50 }), id);
        Assert.Equal("50", Inspect(context, folder, id, "{{.HostConfig.PidsLimit}}"));
        context.DockerKill(On(folder, new DockerContainerKillSettings { Signal = "KILL" }), id);
        Assert.True(SpinWait.SpinUntil(() => Inspect(context, folder, id, "{{.State.ExitCode}} {{.State.Running}}") == "137 false", Bound));
        context.DockerRm(On(folder, new DockerContainerRmSettings { Force = true }), id);
        context.DockerRemove(On(folder, new DockerImageRemoveSettings { Force = true }), "kept");
        Assert.Equal("", context.DockerPs(On(folder, new DockerContainerPsSettings { All = true, Quiet = true })));
    }

    // Nothing can be pulled: the image is made of a program of this machine and the libraries that it loads.
    private static void Copy(string source, string program)
    {
        using var listing = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true })!;
        var libraries = listing.StandardOutput.ReadToEnd().Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/'));
        listing.WaitForExit();
        foreach (var file in libraries.Append(program))
        {
            var target = $"{source}/root{file}";
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target))
                File.Copy(new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file, target);
        }
    }

    private static void Pause(ICakeContext context, string folder, string id)
    {
        // The aliases without settings find the engine by the environment alone.
        Environment.SetEnvironmentVariable("DOCKER_HOST", Host(folder));
        try
        {
            context.DockerPause(id);
            Assert.Equal("paused", Inspect(context, folder, id, "{{.State.Status}}"));
            context.DockerUnpause(id);
            Assert.Equal("running", Inspect(context, folder, id, "{{.State.Status}}"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOCKER_HOST", null);
        }
    }

    private static string Inspect(ICakeContext context, string folder, string id, string format) => context.DockerInspect(On(folder, new DockerInspectSettings { Format = format }), id);

    private static TSettings On<TSettings>(string folder, TSettings settings)
        where TSettings : AutoToolSettings
    {
        settings.EnvironmentVariables = new Dictionary<string, string> { ["DOCKER_HOST"] = Host(folder), ["DOCKER_BUILDKIT"] = "0" };
        return settings;
    }

    private static string Host(string folder) => $"unix://{folder}/docker.sock";

    private static Process Start(string folder) => Process.Start(new ProcessStartInfo("dockerd",
    [
        "--data-root", $"{folder}/data", "--exec-root", $"{folder}/exec", "--pidfile", $"{folder}/pid", "--host", Host(folder), "--iptables=false", "--ip6tables=false", "--bridge=none", "--log-level", "fatal",
    ]))!;

    private static async Task AnswersAsync(ICakeContext context, Process engine, string folder)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            Assert.False(engine.HasExited || bound.IsCancellationRequested, "dockerd did not start");
            try
            {
                context.DockerPs(On(folder, new DockerContainerPsSettings()));
                return;
            }
            catch (CakeException)
            {
                await Task.Delay(100, bound.Token);
            }
        }
    }

    private static async Task StopAsync(Process engine, string folder)
    {
        using (var signal = Process.Start("kill", ["-TERM", engine.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        await engine.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
