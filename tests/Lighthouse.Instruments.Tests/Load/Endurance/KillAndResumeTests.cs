using System.Diagnostics;
using System.Text.Json;

namespace Lighthouse.Instruments.Tests.Load.Endurance;

/// <summary>A long run, compressed to seconds, is killed in the middle and goes on: what it had written down counts, and the gap is shown.</summary>
[Collection(TimingCollection.Name)]
public sealed class KillAndResumeTests : IDisposable
{
    private static readonly TimeSpan Planned = TimeSpan.FromSeconds(8), Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("endurance-").FullName;

    [Fact]
    public async Task A_killed_run_goes_on_where_it_was_and_shows_its_gap()
    {
        await using var server = new LoopbackServer(_ => Task.FromResult((200, "{}")));
        var journal = Path.Combine(_folder, "run.jsonl");
        using (var first = EnduringChild.Start(journal, server.Address, Planned))
        {
            await UntilAsync(() => WindowsOf(journal) >= 4);
            first.Kill();
            await first.WaitForExitAsync(Token);
        }

        var before = WindowsOf(journal);
        var away = Stopwatch.GetTimestamp();
        // As a process that dies while it writes leaves it.
        await File.AppendAllTextAsync(journal, "{\"Begun\":\"20", Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        var gap = Stopwatch.GetElapsedTime(away);
        using var second = EnduringChild.Start(journal, server.Address, Planned);
        await second.StandardOutput.ReadLineAsync(Token).AsTask();
        var told = JsonSerializer.Deserialize<EnduringChild.Told>((await second.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token))!)!;
        await second.WaitForExitAsync(Token);

        Assert.Equal((2, 0L, 0), (told.Attempts, told.Failed, told.Crashes));
        Assert.True(told.Windows > before, $"{told.Windows} windows, {before} before the kill");
        Assert.True(Assert.Single(told.Gaps, one => one >= gap) < Planned, $"gaps {string.Join(", ", told.Gaps)}, away {gap}");
        Assert.InRange(told.Span, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(10));
        Assert.InRange(told.Ran, TimeSpan.FromSeconds(1), told.Span - gap);
        // What was answered and not written down is the window that the kill cost.
        Assert.InRange(told.Succeeded, told.Windows, server.Seen.Count);
        Assert.True(told.Early > 0 && told.Late > 0, $"{told.Early} early, {told.Late} late");
    }

    [Fact]
    public async Task The_live_page_shows_a_run_while_it_runs()
    {
        await using var server = new LoopbackServer(_ => Task.FromResult((200, "{}")));
        using var child = EnduringChild.Start(Path.Combine(_folder, "shown.jsonl"), server.Address, TimeSpan.FromSeconds(60));
        try
        {
            var address = new Uri((await child.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token))!);
            Assert.True(address.IsLoopback);
            using var http = new HttpClient();
            var page = await http.GetStringAsync(address, Token);
            Assert.Contains("EventSource('/events')", page, StringComparison.Ordinal);
            Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
            await using var stream = await http.GetStreamAsync(new Uri(address, "/events"), Token);
            using var reader = new StreamReader(stream);
            var line = await reader.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token);
            Assert.StartsWith("data: ", line, StringComparison.Ordinal);
            using var reading = JsonDocument.Parse(line!["data: ".Length..]);
            Assert.Equal((60, 1), (reading.RootElement.GetProperty("planned").GetDouble(), reading.RootElement.GetProperty("memoryMegabytes").GetDouble()));
            Assert.All((string[])["rate", "p50", "p99", "errors", "elapsed"], name => Assert.True(reading.RootElement.GetProperty(name).GetDouble() >= 0, name));
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(Token);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int WindowsOf(string journal) => File.Exists(journal) ? Math.Max(0, Lines(journal) - 1) : 0;

    private static int Lines(string journal)
    {
        using var file = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var begun = Stopwatch.GetTimestamp(); !condition(); await Task.Delay(20, Token))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "it took too long");
    }
}
