using Lighthouse.Bridge.Validation;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("every-50th-validation-waits", "validation-latency", "one validation in 50 takes 150 ms; the average hardly shows it")]
internal sealed class EveryFiftiethValidationWaits(IValidation inner, TimeProvider time) : DecoratedValidation(inner), IDefect
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(150);
    private int validations;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IValidation>((inner, provider) => new EveryFiftiethValidationWaits(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<ValidationResult> ValidateAsync(ValidationRequest request, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref validations) % 50 == 0)
            await Task.Delay(Wait, time, cancellation);
        return await base.ValidateAsync(request, cancellation);
    }
}
