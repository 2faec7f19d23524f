using System.Diagnostics;
using System.Globalization;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Containers;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>An engine in a network of its own, with an image of a small service, and a relay by which the containers are asked from outside.</summary>
internal sealed class ContainerLab : IAsyncDisposable
{
    public const string RunId = "0123456789abcdef0123456789abcdef", Network = "lab", Image = "service";
    private const string Subnet = "10.83.0.";

    // What works takes the processor, what is asked for memory fills 40 MB; each question has a process of its own.
    private const string Service = """
        use strict;
        use IO::Socket::INET;
        $SIG{CHLD} = 'IGNORE';
        $SIG{TERM} = sub { exit 0 };
        my $server = IO::Socket::INET->new(LocalPort => 8080, Listen => 128, ReuseAddr => 1) or die "no port: $!\n";
        while (1) {
            my $client = $server->accept or next;
            my $child = fork;
            if (!defined $child || $child) { close $client; next; }
            my $asked = <$client> // '';
            my $many = $asked =~ /work/ ? 500_000 : 0;
            my $sum = 0;
            $sum = ($sum * 31 + $_) % 65_521 for 1 .. $many;
            my $bytes = $asked =~ /memory/ ? 40_000_000 : 1;
            my $filled = 'x' x $bytes;
            print $client "done\n";
            close $client;
            exit 0;
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly OwnEngine engine;
    private int containers;

    private ContainerLab(OwnEngine engine) => this.engine = engine;

    /// <summary>The engine's address.</summary>
    public string Host => engine.Host;

    /// <summary>Where the changes are written down.</summary>
    public FaultJournal Journal => new(folder["journal"], TimeProvider.System);

    /// <summary>By which the containers are asked.</summary>
    public ContainerRelay Relay { get; private set; } = null!;

    /// <summary>What is written down at this moment.</summary>
    public string[] Entries => Directory.Exists(folder["journal"]) ? Directory.GetFiles(folder["journal"]) : [];

    public static async Task<ContainerLab> StartAsync()
    {
        var lab = new ContainerLab(await OwnEngine.StartAsync(hasNetworks: true, "ldd", "perl", "python3"));
        try
        {
            var image = Directory.CreateDirectory(lab.folder["image"]).FullName;
            await PerlService.WriteAsync(image, Service);
            await lab.DockerAsync("build", "--quiet", "--tag", Image, image);
            await lab.DockerAsync("network", "create", "--subnet", $"{Subnet}0/24", Network);
            lab.Relay = await ContainerRelay.StartAsync(lab.engine.ProcessId, lab.folder["relay"]);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    public Task<string> DockerAsync(params string[] arguments) => engine.DockerAsync(arguments);

    /// <summary>Starts a container of this run.</summary>
    public Task<LabContainer> RunAsync(params string[] options) => RunOfAsync(RunId, options);

    /// <summary>Starts a container with the label of some run.</summary>
    public async Task<LabContainer> RunOfAsync(string run, params string[] options)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{Subnet}{10 + containers++}");
        var id = await DockerAsync(["run", "--detach", "--network", Network, "--ip", address, "--network-alias", $"known-{containers}", "--label", $"lighthouse.run={run}", .. options, Image]);
        var container = new LabContainer(this, new ContainerIdentity(Host, id, RunId), address);
        Assert.True(await container.ServesAsync(), "the container did not begin to serve");
        return container;
    }

    public async ValueTask DisposeAsync()
    {
        if (Relay is not null)
            await Relay.DisposeAsync();
        await engine.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>A container of the lab.</summary>
/// <param name="Lab">Where it runs.</param>
/// <param name="Identity">Which it is.</param>
/// <param name="Address">Its address in the lab's network.</param>
internal sealed record LabContainer(ContainerLab Lab, ContainerIdentity Identity, string Address)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private const string Facts = "{{.State.Status}} {{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{range .NetworkSettings.Networks}}{{.NetworkID}} {{.IPAddress}} {{.Aliases}}{{end}}";

    public ContainerOptions Options => new() { Container = Identity, Journal = Lab.Journal.Containers, AnswersAsync = token => AskAsync("anything", token), AnswerWithin = TimeSpan.FromMilliseconds(500) };

    public Task<bool> AskAsync(string what, CancellationToken cancellation) => Lab.Relay.AskAsync(Address, what, cancellation);

    /// <summary>Whether it does what it is asked for within a bound; one that was started a moment ago is about to listen.</summary>
    public async Task<bool> ServesAsync()
    {
        var isServing = false;
        for (var begun = Stopwatch.GetTimestamp(); !isServing && Stopwatch.GetElapsedTime(begun) < Bound; await Task.Delay(10))
            isServing = await AskAsync("anything", TestContext.Current.CancellationToken);
        return isServing;
    }

    /// <summary>What docker's own program says of it, processor quota apart: the engine writes none and no limit differently.</summary>
    public Task<string> FactsAsync() => InspectAsync(Facts);

    public Task<string> InspectAsync(string format) => Lab.DockerAsync("inspect", "--format", format, Identity.Id);
}
