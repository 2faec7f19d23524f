using System.Net;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Pipeline.Tests.StockServices;

namespace Lighthouse.Pipeline.Tests.Adopting;

/// <summary>A service that nobody here has written, judged by the tool as it is installed from the packages: as it is, and behind a slow way.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ByStockService(Packages packages)
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Nginx_gets_a_GO_over_four_gates_and_a_NO_GO_when_the_way_to_it_is_slow()
    {
        StockService.Program("nginx", "nginx-light");
        using var folder = new EmptyFolder(packages);
        folder.Take("stock-service");
        (await folder.ShellAsync("dotnet tool install Lighthouse.Tool --tool-path tools --version 0.1.0")).Require(0);

        var sound = await folder.ShellAsync("tools/lighthouse --target=GoNoGo --artifacts=sound");
        sound.Require(0);
        foreach (var gate in new[] { "catalogue-latency", "catalogue-errors", "catalogue-content", "catalogue-rate" })
            Assert.Matches($"(?m)^ +{gate} .* Passed\\r?$", sound.Output);
        (await folder.ShellAsync("tools/lighthouse --target=Verify --artifacts=sound")).Require(0);

        var port = StockService.FreePort();
        await using var nginx = await StockService.StartAsync("/bin/sh", port, "/health", folder["start.sh"], $"{port}", folder["data"]);
        await using var way = TcpProxy.Start(new IPEndPoint(IPAddress.Loopback, port));
        var past = $"tools/lighthouse --target=GoNoGo --target-url=http://{way.Address}";
        (await folder.ShellAsync($"{past} --artifacts=open")).Require(0);

        way.Apply(LinkConditions.Open with { ToClients = DirectionCondition.Open with { Latency = Slow } });
        var slow = await folder.ShellAsync($"{past} --artifacts=slow");
        slow.Require(1);
        Assert.Contains("catalogue-latency (critical) Failed", slow.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("catalogue-errors (critical) Failed", slow.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^ +catalogue-content .* Passed\\r?$", slow.Output);
    }
}
