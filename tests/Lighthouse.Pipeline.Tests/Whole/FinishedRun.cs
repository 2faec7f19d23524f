namespace Lighthouse.Pipeline.Tests.Whole;

/// <summary>One whole GoNoGo of the unmodified bridge, which the tests of this folder look at and tamper with copies of.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    internal BuildOutcome Outcome { get; private set; } = new(-1, "");

    internal string Artifacts => folder.Path;

    internal string Results => Path.Combine(Artifacts, "week2_results");

    public async ValueTask InitializeAsync() =>
        Outcome = await BuildHost.ScriptAsync("--target=GoNoGo", $"--artifacts={Artifacts}", "--seed=417");

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy to tamper with.</summary>
    internal TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Results, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy["week2_results"], Path.GetRelativePath(Results, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }
}
