using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write to train and to measure autoencoders.</summary>
[SolutionOnly]
internal static class DictionariesAnswers
{
    [WrongAnswer("1.3.17", Says = "not brought back to length 1")]
    internal static IReadOnlyList<double> LetsDirectionsGrow(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress) =>
        Loop(sae, batch, steps, learningRate, progress, () => { });

    // Before the step instead of after it, so that the last one is not at length 1.
    [WrongAnswer("1.3.17", Says = "not brought back to length 1")]
    internal static IReadOnlyList<double> NormalisesBeforeTheStep(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress) =>
        Loop(sae, () =>
        {
            Normalise(sae);
            return batch();
        }, steps, learningRate, progress, () => { });

    [WrongAnswer("1.3.17")]
    internal static IReadOnlyList<double> NormalisesColumns(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress) =>
        Loop(sae, batch, steps, learningRate, progress, () =>
        {
            using var off = no_grad();
            sae.W_dec.div_(sae.W_dec.norm(0, keepdim: true));
        });

    [WrongAnswer("1.3.17", Says = "gradients add up from step to step")]
    internal static IReadOnlyList<double> NeverClears(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress) =>
        Loop(sae, batch, steps, learningRate, progress, () => Normalise(sae), clears: false);

    [WrongAnswer("1.3.17", Says = "no further step is made")]
    internal static IReadOnlyList<double> NeverStops(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress) =>
        Loop(sae, batch, steps, learningRate, progress, () => Normalise(sae), stops: false);

    [RightAnswer("1.3.17")]
    internal static IReadOnlyList<double> CopiesUnitDirections(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress) =>
        Loop(sae, batch, steps, learningRate, progress, () =>
        {
            using var off = no_grad();
            sae.W_dec.copy_(nn.functional.normalize(sae.W_dec, dim: 1));
        });

    [WrongAnswer("1.3.18", Says = "the share of latents that are near some true direction")]
    internal static double CountsLatents(Tensor found, Tensor truth, double threshold) =>
        Share(Cosines(found, truth).amax([0]), threshold);

    [WrongAnswer("1.3.18", Says = "points the opposite way")]
    internal static double LetsTheOppositeCount(Tensor found, Tensor truth, double threshold) =>
        Share(Cosines(found, truth).abs().amax([1]), threshold);

    [WrongAnswer("1.3.18", Says = "counts once")]
    internal static double CountsEachMatch(Tensor found, Tensor truth, double threshold) =>
        (double)Cosines(found, truth).gt(threshold).sum().item<long>() / truth.shape[0];

    [WrongAnswer("1.3.18")]
    internal static double TakesProductsForCosines(Tensor found, Tensor truth, double threshold) =>
        Share(truth.matmul(found.t()).amax([1]), threshold);

    [WrongAnswer("1.3.18")]
    internal static double KnowsOnlyOneThreshold(Tensor found, Tensor truth, double threshold) =>
        Share(Cosines(found, truth).amax([1]), 0.9);

    [RightAnswer("1.3.18")]
    internal static double LooksForEachDirection(Tensor found, Tensor truth, double threshold) =>
        truth.unbind(0).Count(direction =>
            nn.functional.cosine_similarity(direction.unsqueeze(0), found, 1).max().item<float>() > threshold)
        / (double)truth.shape[0];

    [WrongAnswer("1.3.19", Says = "with that of guessing 0")]
    internal static SaeQuality ComparesWithZero(Tensor x, Tensor latents, Tensor reconstruction) =>
        new(Active(latents), 1 - Ratio((x - reconstruction).square(), x.square()), Dead(latents));

    [WrongAnswer("1.3.19", Says = "one mean was taken over all dimensions")]
    internal static SaeQuality GuessesOneNumber(Tensor x, Tensor latents, Tensor reconstruction) =>
        new(Active(latents), 1 - Ratio((x - reconstruction).square(), (x - x.mean()).square()), Dead(latents));

    [WrongAnswer("1.3.19", Says = "the share of latents that are active")]
    internal static SaeQuality AveragesOverLatents(Tensor x, Tensor latents, Tensor reconstruction) =>
        new(latents.gt(0).to(float32).mean().item<float>(), Explained(x, reconstruction), Dead(latents));

    [WrongAnswer("1.3.19", Says = "the latents were added up")]
    internal static SaeQuality AddsTheLatentsUp(Tensor x, Tensor latents, Tensor reconstruction) =>
        new(latents.sum(dim: 1).mean().item<float>(), Explained(x, reconstruction), Dead(latents));

    [WrongAnswer("1.3.19", Says = "the share of latents that live")]
    internal static SaeQuality CountsTheLiving(Tensor x, Tensor latents, Tensor reconstruction) =>
        new(Active(latents), Explained(x, reconstruction), 1 - Dead(latents));

    [WrongAnswer("1.3.19")]
    internal static SaeQuality TakesSeldomForDead(Tensor x, Tensor latents, Tensor reconstruction) =>
        new(Active(latents), Explained(x, reconstruction), latents.amax([0]).lt(1e-4).to(float32).mean().item<float>());

    [RightAnswer("1.3.19")]
    internal static SaeQuality UsesVariances(Tensor x, Tensor latents, Tensor reconstruction)
    {
        var spread = x.var(0, unbiased: false).sum();
        var error = (x - reconstruction).square().sum(dim: 1).mean();
        return new(Active(latents), 1 - (error / spread).item<float>(), Dead(latents));
    }

    [WrongAnswer("1.3.20", Says = "in proportion to the squared error, not to its square")]
    internal static long DrawsByTheSquaredError(ReluSae sae, Tensor x, Generator generator) =>
        GiveAChance(
            sae, x, errors => errors.multinomial(Dead(sae, x).shape[0], replacement: true, generator: generator));

    [WrongAnswer("1.3.20", Says = "all dead latents got the activation that is missed most")]
    internal static long TakesTheLargestError(ReluSae sae, Tensor x, Generator generator) =>
        GiveAChance(sae, x, errors => errors.argmax().expand(Dead(sae, x).shape[0]));

    // There are more dead latents than activations.
    [WrongAnswer("1.3.20")]
    internal static long DrawsWithoutPuttingBack(ReluSae sae, Tensor x, Generator generator) =>
        GiveAChance(sae, x, errors => errors.square().multinomial(Dead(sae, x).shape[0], generator: generator));

    [WrongAnswer("1.3.20", Says = "b_dec was not taken off")]
    internal static long ForgetsTheOffset(ReluSae sae, Tensor x, Generator generator) =>
        GiveAChance(sae, x, Chosen(sae, x, generator), offset: 0);

    [WrongAnswer("1.3.20", Says = "the factor 0.2 is missing")]
    internal static long ReadsAtFullLength(ReluSae sae, Tensor x, Generator generator) =>
        GiveAChance(sae, x, Chosen(sae, x, generator), factor: 1);

    [WrongAnswer("1.3.20", Says = "the biases of the dead were kept")]
    internal static long KeepsTheBias(ReluSae sae, Tensor x, Generator generator)
    {
        var bias = sae.b_enc.detach().clone();
        var count = GiveAChance(sae, x, Chosen(sae, x, generator));
        using var off = no_grad();
        sae.b_enc.copy_(bias);
        return count;
    }

    [RightAnswer("1.3.20")]
    internal static long GoesLatentByLatent(ReluSae sae, Tensor x, Generator generator) =>
        GiveAChance(sae, x, Chosen(sae, x, generator));

    [WrongAnswer("1.3.21", Says = "all of λ was taken off")]
    internal static (Tensor, Tensor) TakesOffAllOfIt(Tensor values, double penalty) =>
        ((values - penalty).relu(), values * values.gt(Math.Sqrt(penalty)));

    [WrongAnswer("1.3.21", Says = "not the value itself")]
    internal static (Tensor, Tensor) ComparesTheValue(Tensor values, double penalty) =>
        ((values - penalty / 2).relu(), values * values.gt(penalty));

    [WrongAnswer("1.3.21", Says = "large ones shrink too")]
    internal static (Tensor, Tensor) CutsInBothCases(Tensor values, double penalty) =>
        (values * values.gt(penalty / 2), values * values.gt(Math.Sqrt(penalty)));

    [WrongAnswer("1.3.21", Says = "latents are never below 0")]
    internal static (Tensor, Tensor) GoesBelowZero(Tensor values, double penalty) =>
        (values - penalty / 2, values * values.square().gt(penalty));

    [RightAnswer("1.3.21")]
    internal static (Tensor, Tensor) ComparesCosts(Tensor values, double penalty) =>
        (where(values.gt(penalty / 2), values - penalty / 2, 0),
            where(values.gt(0).logical_and(values.square().gt(penalty)), values, 0));

    private static List<double> Loop(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress,
        Action afterStep, bool clears = true, bool stops = true)
    {
        using var optimizer = optim.Adam(sae.parameters(), learningRate);
        var losses = new List<double>();
        if (clears) optimizer.zero_grad();
        for (var step = 0; step < steps && !(stops && progress.IsStopping); step++)
        {
            using var scope = NewDisposeScope();
            var loss = sae.Loss(batch());
            loss.backward();
            optimizer.step();
            afterStep();
            losses.Add(loss.item<float>());
            progress.Step(losses[^1]);
            if (clears) optimizer.zero_grad();
        }
        return losses;
    }

    private static void Normalise(SparseAutoencoder sae)
    {
        using var off = no_grad();
        sae.W_dec.div_(sae.W_dec.square().sum(dim: 1, keepdim: true).sqrt());
    }

    private static Tensor Cosines(Tensor found, Tensor truth) =>
        nn.functional.normalize(truth, dim: 1).matmul(nn.functional.normalize(found, dim: 1).t());

    private static double Share(Tensor cosines, double threshold) =>
        cosines.gt(threshold).to(float32).mean().item<float>();

    private static double Active(Tensor latents) => latents.gt(0).sum(dim: 1).to(float32).mean().item<float>();

    private static double Dead(Tensor latents) =>
        latents.gt(0).any(0).logical_not().to(float32).mean().item<float>();

    private static double Explained(Tensor x, Tensor reconstruction) =>
        1 - Ratio((x - reconstruction).square(), (x - x.mean([0])).square());

    private static double Ratio(Tensor squares, Tensor others) => (squares.sum() / others.sum()).item<float>();

    private static Tensor Dead(ReluSae sae, Tensor x) => sae.Encode(x).gt(0).any(0).logical_not().nonzero().flatten();

    private static Func<Tensor, Tensor> Chosen(ReluSae sae, Tensor x, Generator generator)
    {
        var dead = Dead(sae, x).shape[0];
        return errors => errors.square().multinomial(dead, replacement: true, generator: generator);
    }

    private static long GiveAChance(
        ReluSae sae, Tensor x, Func<Tensor, Tensor> choose, double factor = 0.2, double offset = 1)
    {
        using var off = no_grad();
        var dead = Dead(sae, x);
        if (dead.shape[0] == 0) return 0;
        var living = sae.Encode(x).gt(0).any(0);
        var chosen = choose((x - sae.call(x)).square().sum(dim: 1));
        var length = factor * sae.W_enc.norm(0).masked_select(living).mean();
        for (var i = 0L; i < dead.shape[0]; i++)
        {
            using var scope = NewDisposeScope();
            var latent = dead[i].item<long>();
            var missed = x[chosen[i].item<long>()] - offset * sae.b_dec;
            var direction = missed / missed.norm();
            sae.W_dec[latent] = direction;
            sae.W_enc.select(1, latent).copy_(length * direction);
            sae.b_enc.select(0, latent).zero_();
        }
        return dead.shape[0];
    }
}
