using Cake.Core;
using Cake.Docker;

namespace Cake.Frosting.Tests.Docker;

/// <summary>What docker is told, without docker.</summary>
public sealed class DockerAliasesTests
{
    private readonly FakeDocker docker = new("first", "second");

    private ICakeContext Context => docker.Context;

    public static TheoryData<string, Action<ICakeContext>> Commands => new()
    {
        { "image build .", context => context.DockerBuild(".") },
        { "image build --build-arg A=1 --build-arg B=2 --file Dockerfile.test --no-cache --tag a:1 folder", context => context.DockerBuild(new DockerImageBuildSettings { BuildArg = ["A=1", "B=2"], File = "Dockerfile.test", NoCache = true, Tag = ["a:1"] }, "folder") },
        { "run alpine", context => context.DockerRun("alpine", "") },
        { "run alpine sh -c \"echo a b\"", context => context.DockerRun("alpine", "sh", "-c", "echo a b") },
        { "run --cap-drop ALL --detach --env A=b --name one --network none --pids-limit 100 --read-only --user 1:1 alpine", context => context.DockerRun(new DockerContainerRunSettings { CapDrop = ["ALL"], Detach = true, Env = ["A=b"], Name = "one", Network = "none", PidsLimit = 100, ReadOnly = true, User = "1:1" }, "alpine", "") },
        { "stop one two", context => context.DockerStop("one", "two") },
        { "stop --time 20 one", context => context.DockerStop(new DockerContainerStopSettings { Time = 20 }, "one") },
        { "rm one", context => context.DockerRm("one") },
        { "rm --force --volumes one", context => context.DockerRm(new DockerContainerRmSettings { Force = true, Volumes = true }, "one") },
        { "rmi a b", context => context.DockerRmi("a", "b") },
        { "rmi --force a", context => context.DockerRemove(new DockerImageRemoveSettings { Force = true, NoPrune = false }, "a") },
        { "save --output \"a file.tar\" a", context => context.DockerSave(new DockerImageSaveSettings { Output = "a file.tar" }, "a") },
        { "exec one ls /", context => context.DockerExec("one", "ls", "/") },
        { "exec --user 0 --workdir /tmp one ls", context => context.DockerExec(new DockerContainerExecSettings { User = "0", Workdir = "/tmp" }, "one", "ls") },
        { "exec one ls", context => context.DockerExecWithResult(null, "one", "ls") },
        { "logs one", context => context.DockerLogs("one") },
        { "logs --tail 5 --timestamps one", context => context.DockerLogs(new DockerContainerLogsSettings { Tail = "5", Timestamps = true }, "one") },
        { "ps", context => context.DockerPs(null) },
        { "ps --all --filter name=one --format {{.ID}} --quiet", context => context.DockerPs(new DockerContainerPsSettings { All = true, Filter = ["name=one"], Format = "{{.ID}}", Quiet = true }) },
        { "kill --signal TERM one", context => context.DockerKill(new DockerContainerKillSettings { Signal = "TERM" }, "one") },
        { "kill one", context => context.DockerKill(null, "one") },
        { "pause one", context => context.DockerPause("one") },
        { "unpause one", context => context.DockerUnpause("one") },
        { "update --cpus 0.5 --memory 64m --memory-swap 64m one", context => context.DockerUpdate(new DockerContainerUpdateSettings { Cpus = "0.5", Memory = "64m", MemorySwap = "64m" }, "one") },
        { "inspect --format {{.State.Pid}} one", context => context.DockerInspect(new DockerInspectSettings { Format = "{{.State.Pid}}" }, "one") },
        { "network create net", context => context.DockerNetworkCreate("net") },
        { "network create --internal --subnet 10.9.0.0/24 net", context => context.DockerNetworkCreate(new DockerNetworkCreateSettings { Internal = true, Subnet = ["10.9.0.0/24"] }, "net") },
        { "network connect net one", context => context.DockerNetworkConnect("net", "one") },
        { "network connect --alias a --ip 10.9.0.2 net one", context => context.DockerNetworkConnect(new DockerNetworkConnectSettings { Alias = ["a"], Ip = "10.9.0.2" }, "net", "one") },
        { "network disconnect net one", context => context.DockerNetworkDisconnect("net", "one") },
        { "network disconnect --force net one", context => context.DockerNetworkDisconnect(new DockerNetworkDisconnectSettings { Force = true }, "net", "one") },
        { "network rm net other", context => context.DockerNetworkRemove("net", "other") },
    };

    [Theory, MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void An_alias_is_this_command(string expected, Action<ICakeContext> call)
    {
        call(Context);
        Assert.Equal(expected, docker.Line);
    }

    [Fact]
    public void What_is_printed_is_the_result()
    {
        Assert.Equal("first", Context.DockerRun("alpine", ""));
        Assert.Equal(["first", "second"], Context.DockerLogs("one"));
        Assert.Equal(["first", "second"], Context.DockerExecWithResult(null, "one", "ls"));
        Assert.Equal("first\nsecond", Context.DockerPs(null));
        Assert.Equal("first\nsecond", Context.DockerInspect(null, "one"));
        Assert.Null(new FakeDocker().Context.DockerRun("alpine", ""));
    }

    [Fact]
    public void Values_that_may_be_secrets_are_started_with_and_never_shown()
    {
        Context.DockerRun(new DockerContainerRunSettings { Env = ["KEY=open sesame"] }, "alpine", "");
        Assert.Equal("run --env \"KEY=open sesame\" alpine", docker.Line);
        Assert.DoesNotContain("sesame", docker.SafeLine, StringComparison.Ordinal);
        Context.DockerExec(new DockerContainerExecSettings { Env = ["KEY=sesame"] }, "one", "ls");
        Assert.DoesNotContain("sesame", docker.SafeLine, StringComparison.Ordinal);
        Context.DockerBuild(new DockerImageBuildSettings { BuildArg = ["KEY=sesame"] }, ".");
        Assert.DoesNotContain("sesame", docker.SafeLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("say \"a\"", "\"say \\\"a\\\"\"")]
    [InlineData(@"a b\", "\"a b\\\\\"")]
    [InlineData("c:\\x\\\"y", "\"c:\\x\\\\\\\"y\"")]
    public void An_argument_reaches_the_program_as_it_was(string argument, string written)
    {
        Context.DockerExec("one", "echo", argument);
        Assert.Equal($"exec one echo {written}", docker.Line);
    }

    [Fact]
    public void A_name_that_would_be_an_option_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Context.DockerRm("--all"));
        Assert.Throws<ArgumentException>(() => Context.DockerRun("--privileged", "sh"));
        Assert.ThrowsAny<ArgumentException>(() => Context.DockerStop());
        Assert.ThrowsAny<ArgumentException>(() => Context.DockerSave(null, " "));
        Assert.Throws<ArgumentNullException>(() => Context.DockerUpdate(null!, "one"));
    }

    [Fact]
    public void A_command_that_fails_is_an_error()
    {
        docker.Code = 125;
        Assert.Contains("125", Assert.Throws<CakeException>(() => Context.DockerRun("alpine", "")).Message, StringComparison.Ordinal);
        Assert.Throws<CakeException>(() => Context.DockerStop("one"));
    }
}
