using System.Reflection;

namespace Lighthouse.Bridge.Defects;

/// <summary>A defect and how to seed it.</summary>
internal sealed record SeededDefect(string Name, string CaughtBy, string Description, Action<IServiceCollection> Seed);

/// <summary>Every defect of this assembly.</summary>
internal static class DefectCatalogue
{
    public static IReadOnlyList<SeededDefect> All { get; } =
    [
        .. typeof(DefectCatalogue).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DefectAttribute>() is not null)
            .Select(Describe)
            .OrderBy(defect => defect.Name, StringComparer.Ordinal),
    ];

    public static SeededDefect? Find(string name) => All.FirstOrDefault(defect => defect.Name == name);

    private static SeededDefect Describe(Type type)
    {
        var named = type.GetCustomAttribute<DefectAttribute>()!;
        var seed = type.GetMethod(nameof(IDefect.Seed), BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<Action<IServiceCollection>>();
        return new SeededDefect(named.Name, named.CaughtBy, named.Description, seed);
    }
}
