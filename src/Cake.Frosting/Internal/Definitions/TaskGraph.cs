using Cake.Core;

namespace Cake.Frosting.Internal.Definitions;

/// <summary>The order among the engine's tasks, both kinds of edges taken together.</summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<string, List<string>> _before = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the graph.</summary>
    /// <param name="tasks">The engine's tasks.</param>
    public TaskGraph(IReadOnlyList<ICakeTaskInfo> tasks)
    {
        foreach (var task in tasks)
        {
            Before(task.Name).AddRange(task.Dependencies.Select(edge => edge.Name));
            foreach (var later in task.Dependees)
            {
                Before(later.Name).Add(task.Name);
            }
        }
    }

    /// <summary>Finds a cycle.</summary>
    /// <returns>The names along the cycle, the first one again at the end; empty when there is none.</returns>
    public IReadOnlyList<string> FindCycle()
    {
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in _before.Keys)
        {
            if (FindCycle(name, [], done) is { Count: > 0 } cycle)
            {
                return cycle;
            }
        }

        return [];
    }

    private List<string> FindCycle(string name, List<string> path, HashSet<string> done)
    {
        var start = path.FindIndex(step => step.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (start >= 0)
        {
            return [.. path[start..], path[start]];
        }

        if (done.Contains(name))
        {
            return [];
        }

        path.Add(name);
        foreach (var earlier in _before.GetValueOrDefault(name, []))
        {
            if (FindCycle(earlier, path, done) is { Count: > 0 } cycle)
            {
                return cycle;
            }
        }

        path.RemoveAt(path.Count - 1);
        done.Add(name);
        return [];
    }

    private List<string> Before(string name)
    {
        if (!_before.TryGetValue(name, out var names))
        {
            _before[name] = names = [];
        }

        return names;
    }
}
