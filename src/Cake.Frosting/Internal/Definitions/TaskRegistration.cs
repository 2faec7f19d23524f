using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal.Definitions;

/// <summary>Registers tasks with the engine, after it has made sure that they can be run.</summary>
internal static class TaskRegistration
{
    /// <summary>Registers every task.</summary>
    /// <exception cref="BuildRefusedException">A task's class, name, context or edge is wrong.</exception>
    public static void Register(ICakeEngine engine, IEnumerable<IFrostingTask> tasks, IFrostingContext context, ICakeLog log)
    {
        var definitions = tasks.Select(TaskDefinition.Of).ToList();
        RefuseSharedNames(definitions);
        foreach (var definition in definitions)
        {
            RefuseForeignContext(definition, context);
            RefuseBrokenEdges(definition, definitions);
        }

        foreach (var definition in definitions)
        {
            log.Debug("Registering task: {0}", definition.Name);
            definition.RegisterWith(engine, context, log);
        }
    }

    private static void RefuseSharedNames(List<TaskDefinition> definitions)
    {
        var shared = definitions.GroupBy(definition => definition.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Count() > 1);
        if (shared is not null)
        {
            var types = string.Join("' and '", shared.Select(definition => definition.TypeName));
            throw new BuildRefusedException($"CF1005: the task name '{shared.Key}' is used by '{types}'; give each task a name of its own with [TaskName].");
        }
    }

    private static void RefuseForeignContext(TaskDefinition definition, IFrostingContext context)
    {
        if (!definition.ContextType.IsInstanceOfType(context))
        {
            throw new BuildRefusedException(
                $"CF1006: task '{definition.Name}' needs a context of type '{definition.ContextType.FullName}', but the build's context is '{context.GetType().FullName}'; register the right one with UseContext.");
        }
    }

    private static void RefuseBrokenEdges(TaskDefinition definition, List<TaskDefinition> all)
    {
        var ends = definition.Edges<IsDependentOnAttribute>().Concat(definition.Edges<IsDependeeOfAttribute>());
        foreach (var end in ends)
        {
            if (!typeof(IFrostingTask).IsAssignableFrom(end))
            {
                throw new BuildRefusedException($"CF1007: task '{definition.Name}' names '{end.FullName}' as a dependency, which is not a task; name a class that derives from FrostingTask.");
            }

            var name = TaskDefinition.NameOf(end);
            if (!all.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new BuildRefusedException(
                    $"CF1008: task '{definition.Name}' names '{end.FullName}' as a dependency, which is not registered; add the assembly '{end.Assembly.GetName().Name}' with AddAssembly.");
            }
        }
    }
}
