using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("later-in-the-tail", "no-regression", "one validation in ten takes 60 ms more: within the limit of validation-latency, and slower than it was")]
internal sealed class LaterInTheTail(IValidation inner, TimeProvider time) : DecoratedValidation(inner), IDefect
{
    private static readonly TimeSpan More = TimeSpan.FromMilliseconds(60);
    private int validations;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IValidation>((inner, provider) => new LaterInTheTail(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref validations) % 10 == 0)
            await Task.Delay(More, time, cancellation);
        return await base.ValidateAsync(request, cancellation);
    }
}
