namespace Lighthouse.Suites.Integration;

/// <summary>Rounds of a gate that do not need each other.</summary>
internal static class Rounds
{
    private const int AtOnce = 64;

    /// <summary>Runs them side by side, however few processors there are: most of their time they wait for a deadline.</summary>
    public static Task SideBySideAsync(int count, Func<int, CancellationToken, Task> round, CancellationToken cancellation) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (number, token) => await round(number, token));
}
