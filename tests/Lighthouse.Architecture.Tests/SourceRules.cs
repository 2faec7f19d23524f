using System.Text.RegularExpressions;

namespace Lighthouse.Architecture.Tests;

/// <summary>Rules that the compiler does not know.</summary>
public sealed partial class SourceRules
{
    [Fact]
    public void Nothing_reads_the_wall_clock_behind_the_back_of_its_caller()
    {
        Assert.Empty(Offences(path => path.StartsWith("src/", StringComparison.Ordinal), WallClock()));
    }

    [Fact]
    public void Nothing_draws_unseeded_random_numbers()
    {
        Assert.Empty(Offences(path => path.StartsWith("src/", StringComparison.Ordinal), UnseededRandom()));
    }

    [Fact]
    public void Nothing_is_left_undone_or_switched_off()
    {
        Assert.Empty(Offences(path => !path.EndsWith("/SourceRules.cs", StringComparison.Ordinal), LeftUndone()));
    }

    [Fact]
    public void No_failure_is_swallowed_by_a_task()
    {
        Assert.Empty(Offences(path => path.StartsWith("build/", StringComparison.Ordinal) || path.StartsWith("src/Lighthouse.Pipeline/", StringComparison.Ordinal), ContinueOnError()));
    }

    [Fact]
    public void No_path_of_one_machine_is_written_down()
    {
        Assert.Empty(Offences(path => !path.EndsWith("/SourceRules.cs", StringComparison.Ordinal), OneMachine()));
    }

    [Fact]
    public void Files_stay_small()
    {
        var long_ = Checkout.Sources.Where(path => !Checkout.Relative(path).StartsWith("tests/", StringComparison.Ordinal))
            .Select(path => (Path: Checkout.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > 300);
        Assert.Empty(long_);
    }

    [Fact]
    public void A_message_code_belongs_to_one_project()
    {
        var shared = Checkout.Sources.Where(path => Checkout.Relative(path) is var file && (file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("build/", StringComparison.Ordinal)))
            .SelectMany(path => MessageCode().Matches(File.ReadAllText(path)).Select(match => (Code: match.Value, Project: string.Join('/', Checkout.Relative(path).Split('/').Take(2)))))
            .GroupBy(use => use.Code, use => use.Project)
            .Where(code => code.Distinct().Count() > 1)
            .Select(code => $"{code.Key}: {string.Join(", ", code.Distinct())}");
        Assert.Empty(shared);
    }

    [Fact]
    public void The_rules_find_what_they_forbid()
    {
        Assert.Matches(WallClock(), "var now = DateTime.UtcNow;");
        Assert.Matches(WallClock(), "DateTimeOffset.Now");
        Assert.Matches(UnseededRandom(), "Random.Shared.Next()");
        Assert.Matches(UnseededRandom(), "new Random()");
        Assert.Matches(LeftUndone(), "// TODO later");
        Assert.Matches(LeftUndone(), "#region x");
        Assert.Matches(LeftUndone(), "[Fact(Skip = \"flaky\")]");
        Assert.Matches(ContinueOnError(), "[ContinueOnError]");
        Assert.Matches(OneMachine(), "\"/home/me/x\"");
    }

    private static IEnumerable<string> Offences(Func<string, bool> concerned, Regex forbidden) =>
        Checkout.Sources.Where(path => concerned(Checkout.Relative(path))).SelectMany(path =>
            File.ReadLines(path).Select((line, index) => (Line: line, Number: index + 1))
                .Where(line => forbidden.IsMatch(line.Line))
                .Select(line => $"{Checkout.Relative(path)}:{line.Number}: {line.Line.Trim()}"));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\bRandom\.Shared\b|\bnew Random\(\)")]
    private static partial Regex UnseededRandom();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|^\s*#region|\bSkip\s*=\s*""|NotImplementedException")]
    private static partial Regex LeftUndone();

    [GeneratedRegex(@"\bLH[A-Z]?[0-9]{4}\b")]
    private static partial Regex MessageCode();

    [GeneratedRegex(@"\[ContinueOnError")]
    private static partial Regex ContinueOnError();

    [GeneratedRegex(@"""/(home|work|root|Users)/")]
    private static partial Regex OneMachine();
}
