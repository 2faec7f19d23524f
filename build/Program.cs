using Cake.Frosting;
using Lighthouse.Build;
using Lighthouse.Pipeline;

var settings = new LighthouseSettings(
    Repository.Root, Path.Combine(Repository.Root, "build", "runbooks", "week2.yaml"), Path.Combine(Repository.Root, "tests"))
{
    WaiversPath = Path.Combine(Repository.Root, "build", "waivers.yaml"),
    ApproversPath = Path.Combine(Repository.Root, "build", "approvers.yaml"),
    ExceptionPaths = [Path.Combine(Repository.Root, "build", "code-allow.json"), Path.Combine(Repository.Root, "build", "secrets-allow.json")],
    BaselinesPath = Path.Combine(Repository.Root, "build", "baselines"),
};
return new CakeHost().UseLighthouse<BuildContext>(settings).Against(ReferenceBridge.Clean).Run(args);
