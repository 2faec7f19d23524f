using System.Reflection;

namespace Cake.Frosting.Internal.Definitions;

/// <summary>The task types of some assemblies, and the types that look like tasks but cannot be run.</summary>
/// <param name="Types">The types to run.</param>
/// <param name="Refusals">One message for each type that cannot be run.</param>
internal sealed record TaskScan(IReadOnlyList<Type> Types, IReadOnlyList<string> Refusals)
{
    /// <summary>Scans assemblies, each once.</summary>
    public static TaskScan Of(IEnumerable<Assembly> assemblies)
    {
        var types = new List<Type>();
        var refusals = new List<string>();
        foreach (var assembly in assemblies.Distinct())
        {
            foreach (var type in LoadableTypes(assembly, refusals).Where(IsTask))
            {
                if (RefusalOf(type) is { } refusal)
                {
                    refusals.Add(refusal);
                }
                else
                {
                    types.Add(type);
                }
            }
        }

        return new TaskScan(types, refusals);
    }

    private static bool IsTask(Type type) =>
        type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type);

    private static string? RefusalOf(Type type) => type switch
    {
        { IsVisible: false } =>
            $"CF1001: task type '{type.FullName}' in assembly '{type.Assembly.GetName().Name}' is not public, so that it would silently never run; make it public, with the types around it, or make it abstract.",
        { ContainsGenericParameters: true } =>
            $"CF1002: task type '{type.FullName}' is generic, so that no instance can be created; make it abstract and derive a task from it.",
        _ => null,
    };

    private static IEnumerable<Type> LoadableTypes(Assembly assembly, List<string> refusals)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            var causes = failure.LoaderExceptions.OfType<Exception>().Select(cause => cause.Message).Distinct();
            refusals.Add($"CF1003: not every type of assembly '{assembly.GetName().Name}' could be loaded, so that tasks might be missing: {string.Join(" ", causes)}");
            return failure.Types.OfType<Type>();
        }
    }
}
