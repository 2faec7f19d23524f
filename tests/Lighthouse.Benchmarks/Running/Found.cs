namespace Lighthouse.Benchmarks.Running;

/// <summary>The benchmarks and roles of this program.</summary>
internal static class Found
{
    public static IReadOnlyList<IBenchmark> Benchmarks { get; } = [.. All<IBenchmark>().OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)];

    public static IChildRole Role(string name) => All<IChildRole>().Single(role => role.Name == name);

    /// <summary>Those that <paramref name="selections"/> name, by their name or its beginning up to a dash; all when there is no selection.</summary>
    public static IReadOnlyList<IBenchmark> Selected(IReadOnlyList<string> selections)
    {
        var unknown = selections.Where(selection => !Benchmarks.Any(benchmark => Selects(selection, benchmark))).ToList();
        if (unknown.Count > 0)
            throw new ArgumentException($"there is no benchmark '{unknown[0]}'; there are {string.Join(", ", Benchmarks.Select(benchmark => benchmark.Name))}");
        return [.. Benchmarks.Where(benchmark => selections.Count == 0 || selections.Any(selection => Selects(selection, benchmark)))];
    }

    private static bool Selects(string selection, IBenchmark benchmark) =>
        benchmark.Name == selection || benchmark.Name.StartsWith(selection + "-", StringComparison.Ordinal);

    private static IEnumerable<T> All<T>() => typeof(Found).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
