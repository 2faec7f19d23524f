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
            Add(task.Name, task.Dependencies.Select(edge => edge.Name));
            foreach (var later in task.Dependees)
            {
                Add(later.Name, [task.Name]);
            }
        }
    }

    /// <summary>Gets the tasks that no other one waits for: <c>Default</c> first, then by name.</summary>
    public IEnumerable<string> Roots => _before.Keys
        .Except(_before.Values.SelectMany(names => names), StringComparer.OrdinalIgnoreCase)
        .OrderBy(name => !name.Equals("Default", StringComparison.OrdinalIgnoreCase))
        .ThenBy(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the tasks that run directly before one, in the order in which they are stated.</summary>
    /// <param name="name">The later task's name.</param>
    public IReadOnlyList<string> Before(string name) => _before.GetValueOrDefault(name, []);

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
        foreach (var earlier in Before(name))
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

    private void Add(string name, IEnumerable<string> earlier)
    {
        if (!_before.TryGetValue(name, out var names))
        {
            _before[name] = names = [];
        }

        names.AddRange(earlier.Except(names, StringComparer.OrdinalIgnoreCase).ToList());
    }
}
