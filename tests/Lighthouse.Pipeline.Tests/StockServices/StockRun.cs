namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>The build against a stock service with a profile.</summary>
internal sealed class StockRun : IDisposable
{
    private readonly TemporaryFolder _artifacts = new();

    public StockRun()
    {
        Environment.SetEnvironmentVariable("STOCK_MALLORY_PASSWORD", "mallory-s-password");
        Environment.SetEnvironmentVariable("STOCK_ALICE_PASSWORD", "alice-s-password");
    }

    /// <summary>Monday's evidence.</summary>
    public string Evidence => File.ReadAllText(_artifacts["week2_results/evidence/monday.jsonl"]);

    public async Task<Whole.BuildOutcome> GateAsync(string gate, StockService service, string profile, string? description = null)
    {
        if (description is not null)
            await File.WriteAllTextAsync(_artifacts["description.json"], description);
        await File.WriteAllTextAsync(_artifacts["profile.yaml"], profile);
        return await Whole.BuildHost.RunAsync(
            "--target=Security", "--exclusive", $"--gate={gate}", $"--target-url={service.Url.AbsoluteUri}", $"--target-profile={_artifacts["profile.yaml"]}", $"--artifacts={_artifacts.Path}", "--seed=417");
    }

    public void Dispose() => _artifacts.Dispose();
}
