using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

/// <summary>The seed of a random test: printed, and set by LIGHTHOUSE_SEED to repeat or to vary a run.</summary>
internal static class Seed
{
    internal static int Value { get; } = int.TryParse(Environment.GetEnvironmentVariable("LIGHTHOUSE_SEED"), out var seed) ? seed : 417;

    internal static Random Random(ITestOutputHelper output)
    {
        output.WriteLine($"seed {Value}");
        return new Random(Value);
    }
}
