using System.Text.RegularExpressions;
using Lighthouse.Pipeline.Logging;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Serilog;
using Spectre.Console;
using Profile = Lighthouse.Readiness.Runbooks.Profile;

namespace Lighthouse.Pipeline.Tests.Logging;

/// <summary>The tables on a terminal of 100 columns, with and without colour.</summary>
public sealed partial class SpectreSinkTests
{
    private const int Columns = 100;

    public static TheoryData<string> EveryTable() => ["Monday", "Tuesday", "Wednesday", "Thursday", "the decision"];

    [Theory]
    [MemberData(nameof(EveryTable))]
    public void A_table_reads_the_same_with_and_without_colour_and_fits(string which)
    {
        var table = Table(which);

        var (plain, coloured) = (Printed(table, ColorSystemSupport.NoColors), Printed(table, ColorSystemSupport.TrueColor));

        Assert.DoesNotContain('\u001b', plain);
        Assert.Contains('\u001b', coloured);
        Assert.Equal(Lines(plain), Lines(Escape().Replace(coloured, "")));
        Assert.Equal(Lines(table), Lines(plain));
        Assert.All(Lines(plain), line => Assert.True(line.Length <= Columns, line));
    }

    [Fact]
    public void Only_whole_words_are_coloured() => Assert.Equal("Passedly GOing no-go", Printed("Passedly GOing no-go", ColorSystemSupport.TrueColor).TrimEnd());

    private static string Table(string which)
    {
        var runbook = RunbookReader.ReadFile(Path.Combine(Checkout.Root, "build", "runbooks", "week2.yaml"));
        var identity = new RunIdentity(new string('a', 32), new string('c', 40), runbook.Digest, Profile.Quick, 417);
        var days = runbook.Days.Select(day => Judge.Day(runbook, day, Profile.Quick, null)).ToList();
        return runbook.FindDay(which) is { } one
            ? ReportWriter.DayTable(runbook, identity, days.Single(day => day.Day == one))
            : ReportWriter.DecisionTable(runbook, DecisionMaker.Decide(runbook, identity, days, GovernanceStanding.Untouched, DateTimeOffset.UnixEpoch));
    }

    private static string Printed(string table, ColorSystemSupport colours)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes, ColorSystem = colours, Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Columns;
        using var log = new LoggerConfiguration().WriteTo.Sink(new SpectreSink(console)).CreateLogger();
        log.Information("{Table:l}", table);
        return writer.ToString();
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Escape();
}
