# What does the R package surveillance say of a folder of series? Arguments: the folder, and where its answers go.
# control.R in the folder holds the settings as R lists; it is written beside control.json from the same values.
suppressMessages(library(surveillance))
arguments <- commandArgs(TRUE)
folder <- arguments[1]
out <- arguments[2]
source(file.path(folder, "control.R"))
input <- read.csv(file.path(folder, "input.csv"), check.names = FALSE, na.strings = c("", "NA"))
units <- names(input)[-(1:2)]
counts <- as.matrix(input[units])
people <- file.path(folder, "population.csv")
people <- if (file.exists(people)) as.matrix(read.csv(people, check.names = FALSE)[units]) else NULL

as_sts <- function(unit) {
  parts <- list(observed = counts[, unit, drop = FALSE], frequency = control$freq)
  if (control$epochAsDate) parts$epoch <- as.Date(input$epoch) else parts$start <- c(2001, 1)
  if (!is.null(people)) parts$population <- people[, unit, drop = FALSE]
  suppressWarnings(do.call(sts, parts))
}

farrington_rows <- function(unit, settings, places) {
  settings$range <- places
  said <- suppressWarnings(farringtonFlexible(as_sts(unit), settings))
  kept <- said@control
  slope <- as.vector(kept$trendVector)
  data.frame(
    unit = unit, t = places, observed = as.vector(observed(said)), upperbound = as.vector(upperbound(said)),
    expected = as.vector(kept$expected), alarm = as.integer(alarms(said)), score = as.vector(kept$score),
    pvalue = as.vector(kept$pvalue), mu0 = as.vector(kept$mu0Vector), phi = as.vector(kept$phiVector),
    trend = ifelse(is.na(as.vector(kept$phiVector)), NA, as.integer(!is.na(slope) & slope != 0)), trendCoef = slope
  )
}

ears_rows <- function(unit, settings, places) {
  settings$range <- places
  said <- earsC(as_sts(unit), settings)
  data.frame(
    unit = unit, t = places, observed = as.vector(observed(said)),
    upperbound = as.vector(upperbound(said)), alarm = as.integer(alarms(said))
  )
}

# One place that it refuses must not hide what it says of the others.
or_one_by_one <- function(rows, unit, settings, places) {
  all <- tryCatch(rows(unit, settings, places), error = function(e) NULL)
  if (!is.null(all)) return(all)
  do.call(rbind, lapply(places, function(one) tryCatch(rows(unit, settings, one), error = function(e) NULL)))
}

seconds <- c()
for (method in c("farrington", "ears")) {
  rows <- if (method == "farrington") farrington_rows else ears_rows
  for (name in names(control[[method]])) {
    settings <- control[[method]][[name]]
    places <- settings$range_first:settings$range_last
    settings$range_first <- settings$range_last <- NULL
    began <- sum(proc.time()[c("user.self", "sys.self")])
    found <- do.call(rbind, lapply(units, function(unit) or_one_by_one(rows, unit, settings, places)))
    file <- paste0(method, "_", name)
    seconds[file] <- sum(proc.time()[c("user.self", "sys.self")]) - began
    if (is.null(found)) next
    for (column in names(found)) if (is.double(found[[column]])) found[[column]] <- sprintf("%.17g", found[[column]])
    write.csv(found, file.path(out, paste0(file, ".csv")), row.names = FALSE, quote = FALSE)
  }
}
cat(paste(names(seconds), seconds), sep = "\n")
