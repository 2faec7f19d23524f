using Serilog;

namespace Lighthouse.Pipeline.Runs;

/// <summary>Undoes what faults of a suite left behind that did not come to its end.</summary>
internal static class LeftFaults
{
    /// <summary>Undoes it and says so. What cannot be undone is said, too, and stays written down for the next start.</summary>
    public static void Undo(RunFolder folder, ILogger log)
    {
        foreach (var left in folder.Faults.UndoAll())
        {
            if (left.IsUndone)
                log.Warning("LH5021: a fault of a run that was ended was still in effect: {What:l}", left.What);
            else
                log.Error("LH5022: a fault of a run that was ended could not be undone, look after it by hand: {What:l}", left.What);
        }
    }
}
