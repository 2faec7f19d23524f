using System.Text.RegularExpressions;
using Lighthouse.Targets;
using Serilog;

namespace Lighthouse.Pipeline.Containers;

/// <summary>A container that a run is about to start.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunId">The run, which its label says, too.</param>
/// <param name="Host">The engine's address; empty: docker's own default.</param>
internal sealed record JournaledContainer(string Name, string RunId, string Host);

/// <summary>
/// Remembers containers from before they are started until they are removed, one file each, so that the next start can remove what a killed run left.
/// </summary>
/// <param name="folder">Where the files lie.</param>
internal sealed partial class ContainerJournal(string folder)
{
    private const string Extension = ".container";

    /// <summary>Writes it down; before it is started, because a run may be killed between the two.</summary>
    public void Starting(JournaledContainer container)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(FileOf(container.Name), [container.RunId, container.Host]);
    }

    /// <summary>Strikes a removed one out.</summary>
    public void Removed(JournaledContainer container) => File.Delete(FileOf(container.Name));

    /// <summary>Removes every container that is still written down, and says so. What cannot be removed stays written down.</summary>
    public void RemoveLeftovers(ILogger log)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.GetFiles(folder, "*" + Extension))
        {
            if (Parse(file) is not { } container)
            {
                File.Delete(file);
                continue;
            }

            try
            {
                if (ContainerRemoval.Remove(new DockerEngine(container.Host), container))
                    log.Warning("LH4016: container {Name:l} of an earlier run was still there and was removed", container.Name);
                Removed(container);
            }
            catch (TargetException problem)
            {
                log.Error("LH4017: container {Name:l} of an earlier run could not be removed, look after it by hand: {Problem:l}", container.Name, problem.Message);
            }
        }
    }

    private string FileOf(string name) => Path.Combine(folder, name + Extension);

    private static JournaledContainer? Parse(string file) =>
        File.ReadAllLines(file) is [var run, var host] && RunForm().IsMatch(run) && NameForm().IsMatch(Path.GetFileNameWithoutExtension(file))
            ? new(Path.GetFileNameWithoutExtension(file), run, host)
            : null;

    [GeneratedRegex(@"^[A-Za-z0-9-]{8,64}\z")]
    private static partial Regex RunForm();

    [GeneratedRegex(@"^lighthouse-[a-z0-9-]{1,120}\z")]
    private static partial Regex NameForm();
}
