using Lighthouse.Bridge.Events;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("flushes-unchecked", "disk-io-stress", "an event is acknowledged although the flush of its record failed")]
internal sealed class FlushesUnchecked(IStableStorage inner) : IStableStorage, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IStableStorage>(inner => new FlushesUnchecked(inner));

    public void Flush(SafeFileHandle file) => Quietly(() => inner.Flush(file));

    public void FlushDirectory(string directory) => Quietly(() => inner.FlushDirectory(directory));

    private static void Quietly(Action flush)
    {
        try
        {
            flush();
        }
        catch (IOException)
        {
            // The defect.
        }
    }
}
