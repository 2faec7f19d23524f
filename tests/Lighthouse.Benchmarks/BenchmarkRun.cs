namespace Lighthouse.Benchmarks;

/// <summary>The run that a benchmark is part of.</summary>
/// <param name="Rounds">How many interleaved rounds to measure.</param>
/// <param name="RoundTime">How long one side measures in one round.</param>
/// <param name="Folder">A folder of the benchmark's own on the disk that is measured; removed afterwards.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="Say">Tells whoever watches how it goes; nothing of it is a result.</param>
internal sealed record BenchmarkRun(int Rounds, TimeSpan RoundTime, string Folder, int Seed, Action<string> Say);
