using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lighthouse.Load;
using Lighthouse.Load.Endurance;

namespace Lighthouse.Instruments.Tests;

/// <summary>A real child process that makes a long run against a server, prints its live page's address and at the end what it measured, so that it can be killed in between.</summary>
internal static class EnduringChild
{
    public const string Switch = "--endure";

    public static Process Start(string journal, Uri server, TimeSpan duration) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [Switch, journal, server.AbsoluteUri, duration.TotalSeconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardInput = true,
        })!;

    public static async Task<int> MainAsync(string journal, string server, string seconds)
    {
        using var http = new HttpClient();
        await using var page = LivePage.Open("a test");
        Console.WriteLine(page.Address);
        var plan = Plan(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        var result = await EnduranceRun.RunAsync(
            plan, journal,
            async (_, token) =>
            {
                using var answer = await http.GetAsync(new Uri(server), token);
                return answer.IsSuccessStatusCode ? IterationOutcome.Succeeded : IterationOutcome.Failed("status");
            },
            new EnduranceWatch(TimeProvider.System, () => new TargetSight("one", 1_000_000), page.Show), CancellationToken.None);
        Console.WriteLine(JsonSerializer.Serialize(Told.Of(result)));
        return 0;
    }

    public static EndurancePlan Plan(TimeSpan duration) => new("a test", duration, TimeSpan.FromMilliseconds(200), 50, 0.25);

    /// <summary>What a child tells of its result.</summary>
    internal sealed record Told(
        TimeSpan Span, TimeSpan Ran, TimeSpan[] Gaps, int Attempts, int Windows, long Succeeded, long Failed, int Crashes, long Early, long Late)
    {
        public static Told Of(EnduranceResult result) => new(
            result.Span, result.Ran, [.. result.Gaps.Select(gap => gap.Length)], result.Attempts, result.Windows, result.Succeeded, result.Failed, result.Crashes,
            result.Early.Count, result.Late.Count);
    }
}
