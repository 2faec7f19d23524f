namespace Lighthouse.Security.Replay;

/// <summary>An operation whose traffic is recorded and sent again.</summary>
/// <param name="Name">What it does, such as "answer a question".</param>
/// <param name="WorksOnce">Whether one request of it works once. Another may be repeated as long as its session lives, and not after that.</param>
/// <param name="Fresh">Makes a request of it that was not sent yet, of an owner that nothing else uses.</param>
public sealed record ReplayOperation(string Name, bool WorksOnce, Func<CancellationToken, Task<ReplayCase>> Fresh);
