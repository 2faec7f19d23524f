using System.Diagnostics;
using System.Globalization;
using Lighthouse.Chaos;
using Lighthouse.Chaos.ClockSkew;

namespace Lighthouse.Instruments.Tests.Chaos.ClockSkew;

public sealed class ClockSkewFaultTests : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(300);
    private readonly string _folder = Directory.CreateTempSubdirectory("clock").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_clock_of_a_process_of_its_own_jumps_and_is_right_again()
    {
        var clock = Clock();
        var result = await RunAsync(Options(clock, Skew, -Skew));
        Assert.Equal((ExperimentStatus.Completed, null), (result.Status, result.Reason));
        Assert.Contains("+300 s and -300 s", result.Effect!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_the_target_does_not_run_under_shows_no_effect()
    {
        var options = Options(Clock(), Skew) with { ReadAsync = _ => Task.FromResult(TimeProvider.System.GetUtcNow()), ShowWithin = TimeSpan.FromMilliseconds(200) };
        Assert.StartsWith("LHC4012", (await RunAsync(options)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_before_proves_nothing()
    {
        var clock = Clock();
        clock.Set(Skew);
        Assert.StartsWith("LHC4921", (await RunAsync(Options(clock, -Skew))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offsets_that_could_not_be_told_from_none_are_refused()
    {
        var clock = Clock();
        foreach (var offsets in new TimeSpan[][] { [], [TimeSpan.FromSeconds(1)] })
            Assert.StartsWith("LHC4911", (await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(Options(clock, offsets)))).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHC4912", (await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(Options(clock, Skew) with { JumpEvery = TimeSpan.Zero }))).Message, StringComparison.Ordinal);
    }

    private FakeClock Clock()
    {
        Assert.SkipWhen(FakeClock.Missing is not null, FakeClock.Missing ?? "");
        return new FakeClock(_folder);
    }

    private static ClockSkewOptions Options(FakeClock clock, params TimeSpan[] offsets) => new()
    {
        Name = "clock-skew", Clock = clock, Offsets = offsets, ReadAsync = token => DateAsync(clock, token),
    };

    private static async Task<ExperimentResult> RunAsync(ClockSkewOptions options)
    {
        using var fault = new ClockSkewFault(options, TimeProvider.System);
        return await new Experiment(fault, new ExperimentOptions(), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What a process under the clock says.</summary>
    private static async Task<DateTimeOffset> DateAsync(FakeClock clock, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("date", ["+%s"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in clock.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(said, CultureInfo.InvariantCulture));
    }
}
