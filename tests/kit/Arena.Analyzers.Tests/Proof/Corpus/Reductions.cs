// ## TSH1001: A sum over the first axis
// run: PerColumn(rand(4, 3))
public static Tensor PerColumn(Tensor x)
{
    return x.sum(0); // wrong <-
    //+ return x.sum(dim: 0);
}

// ## TSH1001: The same as a function
// run: Counts(rand(4, 3) > 0.5)
public static Tensor Counts(Tensor hits)
{
    var perClass = torch.sum(hits, 0); // wrong <-
    //+ var perClass = torch.sum(hits, dim: 0);
    return perClass;
}

// ## TSH1001 flow: The axis is a constant that happens to be 0
// run: Likelihood(rand(4, 3))
public static Tensor Likelihood(Tensor probabilities)
{
    const int batch = 0;
    return probabilities.prod(batch); // wrong <-
    //+ return probabilities.prod(dim: batch);
}

// ## TSH1005: Rows that should sum to 1
// run: Normalise(rand(4, 3))
public static Tensor Normalise([Shape("batch classes")] Tensor x)
{
    return x / x.sum(dim: 1); // wrong <-
    //+ return x / x.sum(dim: 1, keepdim: true);
}

// ## TSH1005 flow: Layer norm by hand: mean and variance lose the last axis
// run: Norm(rand(5, 5, 5))
public static Tensor Norm([Shape("batch seq d_model")] Tensor x)
{
    var mean = x.mean([-1]); // wrong
    //+ var mean = x.mean([-1], keepdim: true);
    var variance = x.var(-1, unbiased: false, keepdim: true);
    return (x - mean) / (variance + 1e-5).sqrt(); // <-
}

// ## TSH1005|TSH1009 flow: The norm of each row, divided out
// run: Directions(rand(6, 16))
public static Tensor Directions([Shape("6 16")] Tensor x)
{
    var length = x.norm(1); // wrong
    //+ var length = x.norm(1, keepdim: true);
    return x / length; // <-
}

// ## TSH1005 flow: The largest logit of every row is subtracted for stability
// run: Stable(rand(10, 10))
public static Tensor Stable([Shape("batch classes")] Tensor logits)
{
    var largest = logits.max(1).values; // wrong
    //+ var largest = logits.max(1, keepdim: true).values;
    var shifted = logits - largest; // <-
    return shifted.exp();
}

// ## TSH1005|TSH1009 flow: The mean over the batch is right, the one over the features is not
// run: Standardise(rand(8, 8))
public static Tensor Standardise([Shape("batch features")] Tensor x)
{
    var centre = x.mean([0]);
    var spread = x.std(1); // wrong
    //+ var spread = x.std(0);
    return (x - centre) / spread; // <-
}

// ## TSH1004: Predictions [batch, 1] against targets [batch]
// run: Loss(rand(8, 1), rand(8))
public static Tensor Loss([Shape("batch 1")] Tensor predictions, [Shape("batch")] Tensor targets)
{
    return nn.functional.mse_loss(predictions, targets); // wrong <-
    //+ return nn.functional.mse_loss(predictions.squeeze(-1), targets);
}

// ## TSH1004 flow: A regression whose last layer keeps its one feature
// run: Loss(rand(8, 3), rand(8))
public static Tensor Loss([Shape("batch 3")] Tensor x, [Shape("batch")] Tensor y)
{
    var model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1));
    var predicted = model.call(x); // wrong
    //+ var predicted = model.call(x).squeeze(-1);
    return nn.functional.mse_loss(predicted, y); // <-
}

// ## TSH1004 flow: The squared error by hand
// run: Loss(rand(8, 3), rand(8))
public static Tensor Loss([Shape("n 3")] Tensor x, [Shape("n")] Tensor y)
{
    var w = torch.ones(3, 1);
    var error = x.mm(w) - y; // wrong <-
    //+ var error = x.mm(w).squeeze(1) - y;
    return error.pow(2).mean();
}

// ## TSH1004 flow: The value estimates keep an axis that the returns do not have
// run: Advantage(rand(8, 4), rand(8))
public static Tensor Advantage([Shape("steps 4")] Tensor states, [Shape("steps")] Tensor returns)
{
    var critic = nn.Linear(4, 1);
    using var noGrad = torch.no_grad();
    return returns - critic.call(states); // wrong <-
    //+ return returns - critic.call(states).squeeze(-1);
}

// ## TSH1004: Accuracy of labels [batch, 1] against guesses [batch]
// run: Accuracy(rand(6, 4), torch.arange(6).remainder(4).unsqueeze(1))
public static Tensor Accuracy([Shape("batch classes")] Tensor logits, [Shape("batch 1")] Tensor labels)
{
    var guesses = logits.argmax(1);
    return guesses.eq(labels).sum(); // wrong <-
    //+ return guesses.eq(labels.squeeze(1)).sum();
}

// ## TSH1004 flow: The weights of examples are [batch, 1], the losses [batch]
// run: Weighted(rand(6), rand(6, 1))
public static Tensor Weighted([Shape("batch")] Tensor losses, [Shape("batch 1")] Tensor weights)
{
    var weighted = losses * weights; // wrong <-
    //+ var weighted = losses * weights.squeeze(-1);
    return weighted.mean();
}

// ## TSH1009: Targets are one-hot over 10 classes, the net has 12 outputs
// run: Loss(rand(4, 32), rand(4, 10))
public static Tensor Loss([Shape("batch 32")] Tensor x, [Shape("batch 10")] Tensor targets)
{
    var logits = nn.Linear(32, 12).call(x); // wrong
    //+ var logits = nn.Linear(32, 10).call(x);
    return (logits.softmax(1) - targets).pow(2).mean(); // <-
}

// ## TSH1009 flow: Per-example weights meet the classes
// run: Weighted(rand(6, 4), rand(6))
public static Tensor Weighted([Shape("6 4")] Tensor losses, [Shape("6")] Tensor weights)
{
    return losses * weights; // wrong <-
    //+ return losses * weights.unsqueeze(1);
}

// ## TSH1009: Two constants that do not meet
// run: Add()
public static Tensor Add()
{
    var a = torch.ones(3, 4);
    var b = torch.ones(3);
    return a + b; // wrong <-
    //+ return a + b.unsqueeze(1);
}

// ## TSH1009 flow: Averaged over the wrong axis before the difference
// run: Difference(rand(10, 64), rand(10, 64))
public static Tensor Difference([Shape("10 64")] Tensor clean, [Shape("10 64")] Tensor corrupted)
{
    var average = corrupted.mean([1]); // wrong
    //+ var average = corrupted.mean([0]);
    return clean - average; // <-
}

// ## TSH1006: The mean over a third axis of a matrix
// run: Mean(rand(3, 4))
public static Tensor Mean([Shape("batch classes")] Tensor x)
{
    return x.mean([2]); // wrong <-
    //+ return x.mean([1]);
}

// ## TSH1006 flow: An axis is gone after the first reduction
// run: Total(rand(2, 3, 4))
public static Tensor Total([Shape("batch seq d_model")] Tensor x)
{
    var perToken = x.sum(dim: -1);
    return perToken.mean([2]); // wrong <-
    //+ return perToken.mean([1]);
}

// ## TSH1003 flow: The mean over the positions was promised, that over the features is returned
// run: Pool(rand(2, 5, 64))
[return: Shape("batch d_model")]
public static Tensor Pool([Shape("batch seq d_model")] Tensor x)
{
    return x.mean([2]); // wrong <-
    //+ return x.mean([1]);
}

// ## TSH1003 flow: keepdim where a plain vector was promised
// run: Losses(rand(4, 10))
[return: Shape("batch")]
public static Tensor Losses([Shape("batch classes")] Tensor logProbs)
{
    var best = logProbs.amax([1L], keepdim: true); // wrong
    //+ var best = logProbs.amax([1L]);
    return -best; // <-
}

// ## TSH1005 flow: A running average in a loop, divided by sums without their axis
// run: Sinkhorn(rand(6, 6))
public static Tensor Sinkhorn([Shape("rows columns")] Tensor x)
{
    for (var i = 0; i < 3; i++)
    {
        x = x / x.sum(dim: 1); // wrong <-
        //+ x = x / x.sum(dim: 1, keepdim: true);
    }

    return x;
}

// ## TSH1005|TSH1009 flow: Cosine similarity, normalised over the last axis
// run: Cosine(rand(7, 7), rand(7, 7))
public static Tensor Cosine([Shape("n d")] Tensor a, [Shape("m d")] Tensor b)
{
    var lengths = (a * a).sum(dim: 1).sqrt(); // wrong
    //+ var lengths = (a * a).sum(dim: 1, keepdim: true).sqrt();
    var unit = a / lengths; // <-
    return unit.mm(b.t());
}

// ## TSH3006: The mean of counts
// run: Average(torch.ones(5, dtype: ScalarType.Int64))
public static Tensor Average(Tensor unused)
{
    var counts = torch.zeros(5, dtype: ScalarType.Int64);
    return counts.mean(); // wrong <-
    //+ return counts.to_type(ScalarType.Float32).mean();
}
