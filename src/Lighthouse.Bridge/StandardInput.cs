namespace Lighthouse.Bridge;

/// <summary>Ties the process to whoever started it.</summary>
internal static class StandardInput
{
    /// <summary>Calls back when the standard input ends, which it does when the starter dies.</summary>
    public static void CallAtEnd(Action ended)
    {
        // A thread of its own: reading blocks, and must not keep one of the pool.
        var reader = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            var ignored = new byte[256];
            while (input.Read(ignored) > 0)
            {
            }

            ended();
        })
        {
            IsBackground = true, Name = "standard-input",
        };
        reader.Start();
    }
}
