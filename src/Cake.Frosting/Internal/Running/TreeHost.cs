using Cake.Core;
using Cake.Core.Scripting;
using Cake.Frosting.Internal.Definitions;

namespace Cake.Frosting.Internal.Running;

/// <summary>Prints what runs before what. Cake's own tree leaves out the edges of <see cref="IsDependeeOfAttribute"/>.</summary>
internal sealed class TreeHost(ICakeEngine engine, ICakeContext context, IConsole console) : ScriptHost(engine, context)
{
    /// <inheritdoc/>
    public override Task<CakeReport?> RunTargetAsync(string target) => RunTargetsAsync([target]);

    /// <inheritdoc/>
    public override Task<CakeReport?> RunTargetsAsync(IEnumerable<string> targets)
    {
        var graph = new TaskGraph(Tasks);
        console.WriteLine();
        foreach (var root in graph.Roots)
        {
            Line(string.Empty, root, ConsoleColor.Cyan);
            PrintBefore(graph, root, string.Empty);
            console.WriteLine();
        }

        return System.Threading.Tasks.Task.FromResult<CakeReport?>(null);
    }

    private void PrintBefore(TaskGraph graph, string name, string indent)
    {
        var earlier = graph.Before(name);
        for (var i = 0; i < earlier.Count; i++)
        {
            var last = i == earlier.Count - 1;
            Line(indent + (last ? "└─" : "├─"), earlier[i], ColorOf(earlier[i]));
            PrintBefore(graph, earlier[i], indent + (last ? "  " : "│ "));
        }
    }

    private void Line(string indent, string name, ConsoleColor color)
    {
        console.Write("{0}", indent);
        var before = console.ForegroundColor;
        console.ForegroundColor = color;
        console.WriteLine("{0}", name);
        console.ForegroundColor = before;
    }

    private ConsoleColor ColorOf(string name) =>
        Tasks.OfType<CakeTask>().Any(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && task.Actions.Count > 0)
            ? ConsoleColor.Green
            : ConsoleColor.Gray;
}
