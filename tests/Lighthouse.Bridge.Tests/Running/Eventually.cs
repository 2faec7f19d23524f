namespace Lighthouse.Bridge.Tests.Running;

/// <summary>Expectations that may take a moment, such as what the kernel does after a close.</summary>
internal static class Eventually
{
    extension(Assert)
    {
        public static Task EventuallyAsync(Func<bool> holds) => EventuallyAsync(() => Task.FromResult(holds()));

        public static async Task EventuallyAsync(Func<Task<bool>> holds)
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!await holds())
            {
                Assert.False(bound.IsCancellationRequested, "it did not come true in time");
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }
}
