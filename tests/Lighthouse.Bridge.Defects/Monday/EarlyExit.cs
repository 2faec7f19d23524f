using System.Diagnostics;

namespace Lighthouse.Bridge.Defects.Monday;

/// <summary>A comparison that ends at the first difference, with as much work a character as makes a whole comparison last so long.</summary>
internal static class EarlyExit
{
    public static void Compare(string sent, string right, TimeSpan whole)
    {
        var same = sent.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        var until = Stopwatch.GetTimestamp() + (long)(whole.TotalSeconds * Stopwatch.Frequency * same / right.Length);
        while (Stopwatch.GetTimestamp() < until)
            Thread.SpinWait(1);
    }
}
