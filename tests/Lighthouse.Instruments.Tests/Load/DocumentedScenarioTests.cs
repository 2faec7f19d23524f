using Lighthouse.Instruments.Tests.Load.Protocols;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Testing;

namespace Lighthouse.Instruments.Tests.Load;

/// <summary>What docs/load-engine.md shows is compiled here, and does what it says.</summary>
[Collection(TimingCollection.Name)]
public sealed class DocumentedScenarioTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "load-engine.md"));

    [Fact]
    public void The_page_shows_the_file_that_is_compiled()
    {
        var source = File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Lighthouse.Instruments.Tests", "Load", "DocumentedScenario.cs"));
        Assert.Contains($"```csharp\n{source.ReplaceLineEndings("\n").Trim()}\n```", s_page.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task It_runs_and_the_parts_of_two_generators_merge_to_the_whole()
    {
        await using var server = new ScriptedServer(Reply.Ok);
        var files = new List<ResultFile>();
        foreach (var shard in new[] { Shard.Parse("1/2"), Shard.Parse("2/2") })
        {
            using var file = new MemoryStream();
            var result = await DocumentedScenario.RunAsync(server.Target, shard, file, TestContext.Current.CancellationToken);
            Assert.Equal((null, 0), (result.Load.AbortedBy, result.Load.Failed));
            Assert.Equal(["look", "buy"], result.Scenarios.Select(scenario => scenario.Name));
            file.Position = 0;
            files.Add(ResultFile.Read(file));
        }

        var merged = ResultFile.Merge(files).Result;
        var whole = OpenModel.Poisson(200, TimeSpan.FromSeconds(1), new Random(417)).IntendedStarts().Count();
        Assert.Equal(whole, merged.Intended);
        Assert.Equal(merged.Intended, merged.Succeeded);
        Assert.InRange(merged.WarmUp!.Intended, 54, 56);
    }

    [Fact]
    public void Every_code_that_the_page_explains_is_one_that_the_engine_gives()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", "Lighthouse.Load"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var codes = System.Text.RegularExpressions.Regex.Matches(s_page, "LHL[0-9]{4}").Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains(sources, source => source.Contains(code, StringComparison.Ordinal)));
    }
}
